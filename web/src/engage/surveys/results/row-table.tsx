import { formatCount } from '~/design/numbers'
import type { QuestionFound } from './results-queries'
import classes from './rows.module.css'
import { intervalText, valueText } from './results-words'

const STYLE = { digits: 2 }

/** The rows of a grid, the places of a ranking: mean with interval, and how answers spread where they do. */
export function RowTable({ question }: { question: QuestionFound }) {
  const columns = question.rows[0]?.bars ?? []
  const isRanking = question.type === 'ranking'
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={`${question.title}, by row`}>
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">{isRanking ? 'Best place first' : ''}</th>
            <th scope="col" data-number>
              {isRanking ? 'Mean place' : 'Mean'}
            </th>
            <th scope="col">95 %</th>
            <th scope="col" data-number>
              n
            </th>
            {columns.map(({ value, text }) => (
              <th key={String(value)} scope="col" data-number>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {question.rows.map(({ row, text, score, bars }) => (
            <tr key={row}>
              <th scope="row">{text}</th>
              <td data-number>{score ? valueText(score, STYLE) : ''}</td>
              <td className="note faint">{score ? intervalText(score, STYLE) : ''}</td>
              <td data-number className="soft">
                {formatCount(score?.n ?? bars[0]?.share.n ?? 0)}
              </td>
              {bars.map(({ value, share }) => (
                <td key={String(value)} data-number data-heat={heatOf(share.value)}>
                  {valueText(share, { digits: 0 }, '%')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Five steps of the heat map; the figure stands in the cell. */
const heatOf = (share: number | null) => (share === null ? undefined : Math.min(4, Math.floor(share / 20)))
