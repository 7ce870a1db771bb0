import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { Tag } from '~/design/tag'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import { moderate, useCommunityChange, type IdeaBody } from './queries'

/** What was said of it, and of what is merged into it. */
export function IdeaComments({ body: { idea, comments } }: { body: IdeaBody }) {
  const { mutate, error, isPending } = useCommunityChange()
  if (comments.length === 0) return null
  return (
    <Panel title={plural(comments.length, 'comment', 'comments')}>
      {error && <Failed trouble={troubleOf(error)} />}
      <ol className={followed.steps}>
        {comments.map((one) => (
          <li key={one.number}>
            <b>{one.author || 'Staff'}</b> {one.is_official && <Tag tone="accent">official</Tag>}{' '}
            {!one.is_shown && <Tag tone="warning">hidden</Tag>}{' '}
            <span className="note soft">
              {formatMoment(one.at)}
              {one.idea !== idea.number && `, of idea ${one.idea}`}
            </span>
            <p className={classes.words}>{one.text}</p>
            <TextButton
              small
              disabled={isPending}
              onClick={() => mutate(() => moderate(idea.number, one.is_shown ? 'hide' : 'show', one.number))}
            >
              {one.is_shown ? 'Hide it' : 'Show it'}
            </TextButton>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
