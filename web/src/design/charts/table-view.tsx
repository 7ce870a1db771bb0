/** The same numbers as a table: for those who do not see the chart, and for those who want to take them along. */
import { useState } from 'react'
import { IconButton } from '../button'
import { Icon } from '../icon'
import { formatNumber } from '../numbers'
import { copyText } from './copy'
import { toCsv, type Cell } from './csv'
import classes from './table-view.module.css'

export interface Table {
  caption: string
  columns: string[]
  rows: Cell[][]
}

export function TableView({ table }: { table: Table }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={table.caption}>
      <table className={classes.table}>
        <caption className="spoken">{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((cell, at) => (
                <td key={table.columns[at]} data-number={typeof cell === 'number' || undefined}>
                  {written(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** At most four decimals, and no more than the number has. */
function written(cell: Cell): string {
  if (typeof cell !== 'number') return cell ?? ''
  const decimals = String(Number(cell.toFixed(4))).split('.')[1]?.length ?? 0
  return formatNumber(cell, { digits: decimals })
}

interface TableToolsProps {
  table: Table
  shown: boolean
  onShow: (shown: boolean) => void
}

export function TableTools({ table, shown, onShow }: TableToolsProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    setCopied(await copyText(toCsv(table.columns, table.rows)))
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <>
      <IconButton
        label={shown ? 'Show as chart' : 'Show as table'}
        aria-pressed={shown}
        onClick={() => onShow(!shown)}
      >
        <Icon name={shown ? 'curve' : 'table'} />
      </IconButton>
      <IconButton label={copied ? 'Copied as CSV' : 'Copy as CSV'} onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} />
      </IconButton>
      <span className="spoken" role="status">
        {copied ? 'Copied as CSV' : ''}
      </span>
    </>
  )
}
