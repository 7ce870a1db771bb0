import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState, type KeyboardEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Failed } from '~/design/states'
import { sessionQuery } from '~/record/interactions/queries'
import followed from '~/design/followed.module.css'
import { CaseTag } from './case-tag'
import classes from './cases.module.css'
import { assign, useCaseChange, type Case } from './queries'
import { scoreOf } from './wording'

/** Cases as rows that keys move through: J and K or the arrows, Enter, A. */
export function CaseTable({ rows }: { rows: Case[] }) {
  const [at, setAt] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const navigate = useNavigate()
  const session = useQuery(sessionQuery)
  const { mutate, error } = useCaseChange()
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), rows.length - 1)
    setAt(next)
    body.current?.querySelectorAll('tr')[next]?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[at]
    const moves: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }
    const by = moves[event.key]
    if (by !== undefined) move(at + by)
    else if (event.key === 'Enter' && row && event.target instanceof HTMLTableRowElement)
      void navigate({ to: '/cases/$number', params: { number: String(row.number) } })
    else if (event.key === 'a' && row && session.data)
      mutate(() => assign(row.number, session.data.user.email))
    else return
    event.preventDefault()
  }
  return (
    <div className={followed.wide}>
      {error && <Failed trouble={troubleOf(error)} />}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col">Cause</th>
            <th scope="col">State</th>
            <th scope="col">Due</th>
            <th scope="col" className={followed.far}>
              Owner
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={press}>
          {rows.map((row, index) => (
            <tr
              key={row.number}
              tabIndex={index === Math.min(at, rows.length - 1) ? 0 : -1}
              data-at={index === at || undefined}
              onFocus={() => setAt(index)}
            >
              <td>
                <Link to="/cases/$number" params={{ number: String(row.number) }} className={followed.name}>
                  {row.name ?? row.customer_id}
                </Link>
                <p className="note soft">case {row.number}</p>
              </td>
              <td>
                {row.cause}
                <p className="note soft">
                  {[scoreOf(row), row.evidence > 1 && plural(row.evidence, 'time', 'times')]
                    .filter(Boolean)
                    .join(', ')}
                </p>
              </td>
              <td>
                <CaseTag row={row} />
              </td>
              <td>{row.contacted_at ? 'in touch' : formatMoment(row.due_at)}</td>
              <td className={followed.far}>{row.owner || <span className="soft">nobody</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
