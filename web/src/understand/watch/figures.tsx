import { formatNumber, plural } from '~/design/numbers'
import type { WatchBody } from './queries'
import classes from './watch.module.css'

/** How fast alerts were noticed, answered and over, in the middle. */
export function Figures({ body }: { body: WatchBody }) {
  const told: [string, number | null, string][] = [
    ['Time to detect', body.median_days_to_detect, 'days'],
    ['Time to answer', body.median_hours_to_answer, 'hours'],
    ['Time to recover', body.median_days_to_recover, 'days'],
  ]
  if (told.every(([, value]) => value === null)) return null
  return (
    <>
      <dl className={classes.figures}>
        {told.map(([name, value, unit]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === null ? (
                <span className="note soft">not yet</span>
              ) : (
                <>
                  {formatNumber(value, { digits: value % 1 ? 1 : 0 })} <small>{unit}</small>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className={`note soft ${classes.medians}`}>
        Medians over {plural(body.alerts.length, 'alert', 'alerts')}
      </p>
    </>
  )
}
