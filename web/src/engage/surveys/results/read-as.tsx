import { Link } from '@tanstack/react-router'
import { formatCount, plural } from '~/design/numbers'
import type { Written } from './results-queries'
import classes from './read-as.module.css'

const LABELS = [
  ['negative', 'negative'],
  ['mixed', 'mixed'],
  ['neutral', 'neutral'],
  ['positive', 'positive'],
  ['unsure', 'not told'],
] as const

/** The texts beside a number as they were read: how they were meant, and the topics they name. */
export function ReadAs({ written: { texts, labels, topics } }: { written: Written }) {
  return (
    <div className={classes.read}>
      <p className="note soft">
        {plural(texts, 'text', 'texts')} read, with something{' '}
        {LABELS.filter(([key]) => labels[key])
          .map(([key, name]) => `${name} in ${formatCount(labels[key]!)}`)
          .join(', ')}
      </p>
      {topics.length > 0 && (
        <ul className={classes.topics}>
          {topics.map(({ topic, name, texts: n, negative }) => (
            <li key={topic}>
              <Link to="/voice" search={{ topic, period: 'all' } as never}>
                {name}
              </Link>{' '}
              <span className="note faint">
                {plural(n, 'text', 'texts')}
                {negative > 0 && `, ${formatCount(negative)} with something bad`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
