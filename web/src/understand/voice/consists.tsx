import { Link } from '@tanstack/react-router'
import { formatCount, formatShare } from '~/design/numbers'
import { useVoiceScope } from './use-voice-scope'
import type { Figures, TopicDetail } from './queries'
import classes from './topic-panel.module.css'

const SHOWN = 6

/** What a topic consists of: the topics within it, and what people want and feel. */
export function Consists({ detail }: { detail: TopicDetail }) {
  const { scope } = useVoiceScope()
  const { topic, parts } = detail
  const most = Math.max(...parts.map((part) => part.figures.n), 1)
  return (
    <section className={classes.consists}>
      {parts.length > 1 && (
        <>
          <h3>What it consists of</h3>
          <ul>
            {parts.slice(0, SHOWN).map((part) => (
              <li key={part.id}>
                <Link to="/voice" search={{ ...scope, topic: part.id }}>
                  {part.name}
                </Link>
                <span
                  className={classes.part}
                  data-feeling={feelingOf(part.figures)}
                  style={{ width: `${(100 * part.figures.n) / most}%` }}
                  aria-hidden
                />
                <span className={classes.number}>{formatCount(part.figures.n)}</span>
                <span className={classes.number}>
                  {formatShare(part.figures.n / Math.max(topic.figures.n, 1), { digits: 0 })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.told}>
        <Counts name="They" counts={topic.figures.intents} verbs={INTENTS} />
        <Counts name="They feel" counts={topic.figures.emotions} verbs={{}} />
        <Counts name="In" counts={topic.figures.languages} verbs={{}} />
        {detail.aspects.length > 0 && (
          <span>
            About{' '}
            {detail.aspects
              .slice(0, SHOWN)
              .map(({ aspect, n }) => `${aspect} ${formatCount(n)}`)
              .join(', ')}
          </span>
        )}
      </p>
    </section>
  )
}

const INTENTS: Record<string, string> = {
  praise: 'praise',
  complaint: 'complain',
  question: 'ask',
  request: 'wish for something',
  bug: 'report a fault',
  leaving: 'want to leave',
}

function Counts({
  name,
  counts,
  verbs,
}: {
  name: string
  counts: Record<string, number>
  verbs: Record<string, string>
}) {
  const told = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .toSorted((one, other) => other[1] - one[1])
    .slice(0, SHOWN)
  if (told.length === 0) return null
  return (
    <span>
      {name} {told.map(([key, n]) => `${verbs[key] ?? key} ${formatCount(n)}`).join(', ')}
    </span>
  )
}

const feelingOf = ({ sentiment, is_small }: Figures) =>
  is_small || sentiment.value === null || Math.abs(sentiment.value) < 0.1
    ? 'even'
    : sentiment.value > 0
      ? 'good'
      : 'bad'
