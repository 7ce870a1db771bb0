import { formatDay } from '~/design/dates'
import { formatInterval, formatNumber } from '~/design/numbers'
import followed from '~/design/followed.module.css'
import type { Assessed } from './queries'

/** The numbers behind the picture. */
export function EffectTable({ assessed: { effect, here_label, there_label } }: { assessed: Assessed }) {
  const expected = new Map(effect.expected.map((one) => [one.day, one]))
  return (
    <details>
      <summary>As a table</summary>
      <div className={followed.wide}>
        <table className={followed.table}>
          <thead>
            <tr>
              <th scope="col">{effect.grain === 'week' ? 'Week of' : 'Day'}</th>
              <th scope="col">{here_label}</th>
              <th scope="col">n</th>
              {effect.has_comparison && <th scope="col">{there_label}</th>}
              <th scope="col">Expected</th>
            </tr>
          </thead>
          <tbody>
            {effect.periods.map(({ day, value, n, other }) => {
              const band = expected.get(day)
              return (
                <tr key={day}>
                  <td>{formatDay(day)}</td>
                  <td>{formatNumber(value, { digits: 1 })}</td>
                  <td>{formatNumber(n)}</td>
                  {effect.has_comparison && (
                    <td>{other === null ? '' : formatNumber(other, { digits: 1 })}</td>
                  )}
                  <td>
                    {band &&
                      `${formatNumber(band.value, { digits: 1 })} ${formatInterval(band.low, band.high, { digits: 1 })}`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}
