import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import type { Retention } from './journeys-queries'
import { heatOf, widthOf } from './retention-words'
import classes from './triangle.module.css'

const one = { digits: 0 }
const LEAST = 30

/** A row for each cohort, a column for each period after: darker where more are back. */
export function Triangle({ retention }: { retention: Retention }) {
  const { cohorts, grain } = retention
  const width = widthOf(retention)
  const columns = retention.columns.slice(0, width)
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Retention by cohort">
      <table className={classes.triangle}>
        <thead>
          <tr>
            <th scope="col">{grain} of</th>
            <th scope="col">n</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column.replace(`${grain} `, '+')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ begins, customers, cells }) => (
            <tr key={begins}>
              <th scope="row">{begins}</th>
              <td className={classes.n}>
                <BehindLink
                  to={`${begins}:0`}
                  label={`${formatCount(customers)} customers began from ${begins}`}
                >
                  {formatCount(customers)}
                </BehindLink>
              </td>
              {cells.slice(0, width).map((cell, at) => (
                <td key={at}>
                  <Share begins={begins} column={at + 1} cell={cell} name={columns[at]!} n={customers} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">all</th>
            <td />
            {retention.overall.slice(0, width).map(({ value, n }, at) => (
              <td key={at} className={classes.overall}>
                {value !== null && n > 0 && `${formatNumber(value, { digits: 1 })} %`}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

interface ShareProps {
  begins: string
  column: number
  cell: Retention['cohorts'][number]['cells'][number]
  name: string
  n: number
}

function Share({ begins, column, cell, name, n }: ShareProps) {
  const { customers, share, is_complete } = cell
  if (share.value === null || (!is_complete && customers === 0)) return null
  const interval =
    share.low === null || share.high === null ? '' : ` ${formatInterval(share.low, share.high, one)}`
  const told = `${formatNumber(share.value, one)} %${interval}, ${formatCount(customers)} of ${formatCount(n)}`
  return (
    <BehindLink
      to={`${begins}:${column}`}
      label={`From ${begins}, ${name}: ${told}${is_complete ? '' : ', not over yet'}`}
    >
      <span
        className={classes.cell}
        data-heat={is_complete ? heatOf(share.value) : undefined}
        data-open={!is_complete || undefined}
        data-few={n < LEAST || undefined}
        title={told}
      >
        {formatNumber(share.value, one)}
        <small>{formatCount(customers)}</small>
      </span>
    </BehindLink>
  )
}
