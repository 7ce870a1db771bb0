import { Icon } from '~/design/icon'
import type { Topic } from './queries'
import classes from './voice.module.css'
import { riseWords } from './wording'

/** What a topic is, in a word and a shape: a pain point, a request, praise; rising; kept by somebody. */
export function TopicMarks({ topic }: { topic: Topic }) {
  return (
    <span className={classes.marks}>
      {topic.kinds.includes('pain_point') && (
        <span className={classes.pain}>
          <svg width={9} height={9} viewBox="0 0 9 9" aria-hidden>
            <path d="M4.5.8 8.200 4.500 4.500 8.200.8 4.500z" />
          </svg>{' '}
          pain point
        </span>
      )}
      {topic.kinds.includes('request') && <span>? request</span>}
      {topic.rise && (
        <span className={classes.rising} title={riseWords(topic)}>
          ▲ rising
        </span>
      )}
      {topic.is_pinned && (
        <span title="Kept as it is">
          <Icon name="pin" size={11} />
          <span className="spoken">pinned</span>
        </span>
      )}
    </span>
  )
}
