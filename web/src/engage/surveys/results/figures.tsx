import type { ReactNode } from 'react'
import { formatCount } from '~/design/numbers'
import type { KeptSurvey } from '../queries'
import type { Results } from './results-queries'
import { BehindLink } from './behind-link'
import classes from './results.module.css'
import { rateText } from './results-words'

/** Who was asked, who began, who finished, each with the share and its interval. */
export function Figures({ kept, found }: { kept: KeptSurvey; found: Results }) {
  const { invited, begun, finished, over_quota, response_rate, completion_rate, is_anonymous } = found
  const unfinished = begun - finished
  return (
    <dl className={classes.figures}>
      {invited > 0 && <Figure name="Asked" value={formatCount(invited)} note="by a link of their own" />}
      {invited > 0 && (
        <Figure name="Response rate" value={rateText(response_rate)} note="of those who were asked" />
      )}
      <Figure
        name="Began"
        value={formatCount(begun)}
        note={kept.is_linked ? 'the link is open to everybody' : 'only the invited may'}
      />
      <Figure
        name="Finished"
        value={
          <BehindLink to="all" isOff={is_anonymous}>
            {formatCount(finished)}
          </BehindLink>
        }
        note={
          completion_rate.value === null
            ? 'nobody has begun'
            : `${rateText(completion_rate)} of those who began`
        }
      />
      {unfinished > 0 && !is_anonymous && (
        <Figure
          name="Stopped on the way"
          value={<BehindLink to="partial">{formatCount(unfinished)}</BehindLink>}
          note="what they said is kept, not counted"
        />
      )}
      {over_quota > 0 && (
        <Figure name="Over quota" value={formatCount(over_quota)} note="thanked, not counted" />
      )}
      {is_anonymous && (
        <Figure
          name="Anonymous"
          value="5 or more"
          note={`up to ${found.waiting} more answers wait to be shown with others`}
        />
      )}
    </dl>
  )
}

function Figure({ name, value, note }: { name: string; value: ReactNode; note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className="note faint">{note}</dd>
    </div>
  )
}
