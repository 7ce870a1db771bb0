import { Fragment } from 'react'
import { IntervalAxis } from '~/design/charts/interval-plot'
import { TextButton } from '~/design/button'
import classes from './fix-first.module.css'
import { FixFirstRow } from './fix-first-row'
import { PainPointDetail } from './pain-point-detail'
import type { FixFirst } from './queries'
import { RareRow } from './rare-row'
import { useMore } from './use-more'
import { useOpenRow } from './use-open-row'
import { sharedAxis, shortUnit } from './wording'

const PLOT = 132

export function FixFirstTable({ fixFirst }: { fixFirst: FixFirst }) {
  const { rows, unit, moves_label: moves } = fixFirst
  const { opened, toggle } = useOpenRow(rows)
  const { shown, rare, left, showAll } = useMore(fixFirst)
  const axis = sharedAxis(rows, PLOT)
  if (rows.length + rare.length === 0) return null
  return (
    <>
      <table className={classes.table}>
        {rows.length > 0 && (
          <thead>
            <tr>
              <th className={classes.rank}>
                <span className="spoken">Rank</span>
              </th>
              <th>Pain point</th>
              <th className={classes.right}>Customers it touches</th>
              <th className={classes.effect}>
                Moves it by, {shortUnit(unit)}
                <span className="spoken"> ({moves})</span>
              </th>
              <th className={classes.plot}>
                <span className="spoken">Effect with its interval, drawn</span>
                <IntervalAxis {...axis} />
              </th>
              <th>At stake per {fixFirst.horizon_days} days</th>
              <th>Evidence</th>
              <th>Trend</th>
              <th className={classes.right}>Sentences</th>
            </tr>
          </thead>
        )}
        <tbody>
          {shown.map((row) => (
            <Fragment key={row.key}>
              <FixFirstRow
                row={row}
                fixFirst={fixFirst}
                axis={axis}
                open={opened === row.key}
                onToggle={() => toggle(row.key)}
              />
              {opened === row.key && (
                <tr className={classes.opened}>
                  <td />
                  <td colSpan={8} id={`pain-point-${row.rank}`}>
                    <PainPointDetail row={row} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
          {rare.map((row) => (
            <RareRow key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <p className={classes.more}>
          <TextButton small onClick={showAll}>
            {left} more pain points
          </TextButton>
        </p>
      )}
    </>
  )
}
