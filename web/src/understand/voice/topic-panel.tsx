import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { formatCount, formatInterval, formatNumber, formatShare, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { useVoiceScope } from './use-voice-scope'
import { CheckPanel } from './check-panel'
import { Consists } from './consists'
import { topicQuery, type Topic, type Voice } from './queries'
import { SentenceList } from './sentence-list'
import { TopicMarks } from './topic-marks'
import { TopicTools } from './topic-tools'
import classes from './topic-panel.module.css'
import { feelingWords, riseWords } from './wording'

interface TopicPanelProps {
  topic: string | undefined
  voice: Voice
  onClose?: () => void
}

/** One topic closely: its figures, what it consists of, and the sentences behind it, to be corrected in place. */
export function TopicPanel({ topic, voice, onClose }: TopicPanelProps) {
  const { query } = useVoiceScope()
  const found = useQuery(topicQuery(topic === 'check' ? undefined : topic, query))
  if (topic === 'check') return <CheckPanel voice={voice} onClose={onClose} />
  if (topic === undefined)
    return (
      <Panel title="All that was said" note="no topics yet">
        <SentenceList voice={voice} asked={{}} />
      </Panel>
    )
  return (
    <Loaded query={found} shapes={<Shapes rows={6} height={40} label="Loading the topic" />}>
      {(detail) => (
        <Panel
          title={
            <span className={classes.heading}>
              {detail.topic.name} <TopicMarks topic={detail.topic} />
            </span>
          }
          tools={
            onClose && (
              <IconButton label="Close the topic" onClick={onClose}>
                <Icon name="close" />
              </IconButton>
            )
          }
        >
          <Facts topic={detail.topic} />
          {detail.topic.rise && <p className={classes.rise}>{riseWords(detail.topic)}</p>}
          <p className={classes.tools}>
            <Link
              className="note"
              to="/improvements"
              search={{ topic: detail.topic.id, name: `Better: ${detail.topic.name}` }}
            >
              Make an improvement of this
            </Link>
          </p>
          <TopicTools key={detail.topic.id} topic={detail.topic} voice={voice} />
          <Consists detail={detail} />
          <SentenceList voice={voice} asked={{ topic: detail.topic.id }} />
        </Panel>
      )}
    </Loaded>
  )
}

function Facts({ topic }: { topic: Topic }) {
  const { isPublic } = useVoiceScope()
  const { figures, share, feeling, volume } = topic
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Opinions</dt>
        <dd>
          <b>{formatCount(figures.n)}</b>
          <span>in {plural(figures.texts, 'text', 'texts')}</span>
        </dd>
      </div>
      <div>
        <dt>Sentiment</dt>
        <dd>
          {figures.is_small ? (
            <span>{figures.n} of the 30 needed</span>
          ) : (
            <>
              <b className={tone(figures.sentiment.value)}>{feelingWords(figures).split(' ')[0]}</b>
              <span>{feelingWords(figures).split(' ').slice(1).join(' ')}</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{isPublic ? 'Public authors' : 'Customers'}</dt>
        <dd>
          <b>{formatCount(figures.customers)}</b>
          <span>{share.value === null ? '' : `${formatShare(share.value / 100)} of those who spoke`}</span>
        </dd>
      </div>
      <div>
        <dt>Against the period before</dt>
        <dd>
          {volume ? (
            <>
              <b>{formatNumber(volume.value, { signed: true })} %</b>
              <span>
                {formatInterval(volume.low, volume.high, { signed: true })} · {volume.word}
              </span>
            </>
          ) : (
            <span>none to compare with</span>
          )}
          {feeling && feeling.word !== 'no clear change' && (
            <span>
              sentiment {feeling.word}, {formatNumber(feeling.value, { digits: 2, signed: true })}
            </span>
          )}
        </dd>
      </div>
    </dl>
  )
}

const tone = (value: number | null) =>
  value === null || Math.abs(value) < 0.1 ? 'soft' : value > 0 ? 'better' : 'worse'
