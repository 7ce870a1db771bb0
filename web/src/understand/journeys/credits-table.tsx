import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import type { Credit, Credits } from './goal-queries'
import journeys from './journeys.module.css'
import classes from './paths.module.css'

const MODELS = [
  ['first', 'First touch'],
  ['last', 'Last touch'],
  ['linear', 'Linear'],
  ['markov', 'Markov'],
] as const

/** The four models side by side, each as conversions and as a bar of its share. */
export function CreditsTable({ credits }: { credits: Credits }) {
  const all = Math.max(1, credits.conversions - credits.without_touch)
  return (
    <>
      <div className={journeys.wide} tabIndex={0} role="region" aria-label="Credited conversions by model">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Credited</th>
              {MODELS.map(([key, name]) => (
                <th key={key} scope="col" className={journeys.model}>
                  {name}
                </th>
              ))}
              <th scope="col" className={classes.right}>
                Touched
              </th>
            </tr>
          </thead>
          <tbody>
            {credits.nodes.map((one) => (
              <tr key={one.node}>
                <td className={classes.path}>{one.node}</td>
                {MODELS.map(([key]) => (
                  <td key={key} className={classes.share}>
                    <Cell value={one[key]} all={all} interval={intervalOf(one, key)} />
                  </td>
                ))}
                <td className={classes.right}>
                  <BehindLink
                    to={`credited:${one.node}`}
                    label={`${formatCount(one.touched)} conversions were touched by ${one.node}`}
                  >
                    {formatCount(one.touched)}
                  </BehindLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={journeys.foot}>
        First and last credit one touch of each conversion, and their shares have 95 % intervals over
        conversions. Linear divides a conversion among its touches; Markov asks by how many fewer journeys
        would convert without a touch: both divide what is there by a model, and have no interval. None of the
        four says what a touch causes.
      </p>
    </>
  )
}

function intervalOf(one: Credit, model: (typeof MODELS)[number][0]): string {
  const share = model === 'first' ? one.first_share : model === 'last' ? one.last_share : undefined
  if (!share || share.low === null || share.high === null) return ''
  return formatInterval(share.low, share.high, { digits: 1 })
}

function Cell({ value, all, interval }: { value: number; all: number; interval: string }) {
  const share = (100 * value) / all
  return (
    <>
      <span className={journeys.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, share)}%` }} />
      </span>
      <b>{formatNumber(share, { digits: 1 })} %</b> <span className="note soft">{interval}</span>{' '}
      <span className="note faint">{formatNumber(value, { digits: Number.isInteger(value) ? 0 : 1 })}</span>
    </>
  )
}
