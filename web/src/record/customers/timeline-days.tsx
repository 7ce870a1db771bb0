import { Fragment, useState } from 'react'
import type { Interaction } from '~/record/interactions/queries'
import { ExperienceLane } from './experience-lane'
import { groupByDay } from './timeline-groups'
import { TimelineRow } from './timeline-row'
import classes from './timeline.module.css'

/** The days of a timeline, with the experience as one line running down beside them. */
export function TimelineDays({ rows }: { rows: Interaction[] }) {
  const [list, setList] = useState<HTMLDivElement | null>(null)
  const scored = rows.filter(({ experience }) => typeof experience === 'number')
  return (
    <div className={classes.days} ref={setList}>
      {scored.length > 0 && <p className={classes.laneTitle}>Experience −1 to +1</p>}
      {groupByDay(rows).map(({ heading, oneDay, rows: members }) => (
        <Fragment key={members[0]!.id}>
          <h3 className={classes.day}>{heading}</h3>
          {members.map((row) => (
            <TimelineRow key={row.id} row={row} oneDay={oneDay} />
          ))}
        </Fragment>
      ))}
      {list && scored.length > 0 && <ExperienceLane list={list} rows={scored} />}
    </div>
  )
}
