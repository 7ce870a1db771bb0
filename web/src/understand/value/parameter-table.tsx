import { formatNumber } from '~/design/numbers'
import type { Fit, Value } from './queries'
import classes from './value.module.css'
import { fitTitle, formatParameter, intervalOf, letterOf } from './wording'

/** The parameters of the models with their standard errors, and whether the two models may be joined. */
export function ParameterTable({ value }: { value: Value }) {
  if (!value.fit) return null
  const { related, discount } = value
  return (
    <details className={classes.models}>
      <summary>Models and parameters</summary>
      <div className={classes.fits}>
        <FitTable fit={value.fit} unit="per week" />
        {value.money_fit && <FitTable fit={value.money_fit} unit={`per order, ${value.currency ?? ''}`} />}
      </div>
      <p className="note soft">
        By maximum likelihood. Money is discounted by {formatNumber(discount * 100, { digits: 0 })} % a year.
        {related.value !== null &&
          ` How often customers order and what they spend per order correlate by ${formatNumber(
            related.value,
            {
              digits: 2,
              signed: true,
            },
          )} ${intervalOf(related, 2)}; the model of money takes it for 0.`}
      </p>
    </details>
  )
}

function FitTable({ fit, unit }: { fit: Fit; unit: string }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.parameters}>
        <caption>
          {fitTitle(fit)} · {unit} · log-likelihood {formatNumber(fit.log_likelihood, { digits: 1 })}
        </caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Value</th>
            <th scope="col">Standard error</th>
            <th scope="col">95 %</th>
          </tr>
        </thead>
        <tbody>
          {fit.parameters.map((one) => (
            <tr key={one.name}>
              <th scope="row">{letterOf(one.name)}</th>
              <td>{formatParameter(one.value)}</td>
              <td>{one.error === null ? 'not told' : formatParameter(one.error)}</td>
              <td>{one.low === null ? '' : intervalOf(one, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
