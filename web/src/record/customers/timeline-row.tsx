import { useState } from 'react'
import { formatClock, formatShortDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { ChannelMark } from '~/record/interactions/channel-mark'
import { InteractionDetail } from '~/record/interactions/interaction-detail'
import type { Interaction } from '~/record/interactions/queries'
import { formatScore, formatValue, formatWords } from '~/record/interactions/score'
import { placeOf } from '~/record/interactions/stages'
import classes from './timeline.module.css'

export function TimelineRow({ row, oneDay }: { row: Interaction; oneDay: boolean }) {
  const [open, setOpen] = useState(false)
  const figure = formatScore(row) ?? formatValue(row)
  return (
    <>
      <button
        type="button"
        className={classes.row}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-experience={row.experience ?? undefined}
        data-id={row.id}
      >
        <time className={classes.time} dateTime={row.time}>
          {oneDay ? formatClock(row.time) : formatShortDay(row.time)}
        </time>
        <ChannelMark channel={row.channel} />
        <span className={classes.what}>
          <span>{row.kind}</span>
          <small>
            {row.failed && <span className="worse">failed · </span>}
            {row.is_ahead && 'clock ahead · '}
            {placeOf(row).join(' · ')}
          </small>
        </span>
        <span className={classes.words}>{formatWords(row)}</span>
        <span className={classes.figure}>
          {figure && <b>{figure}</b>}
          {row.matter_id && <small>{row.matter_id}</small>}
        </span>
        <span className={classes.feeling}>
          {typeof row.experience === 'number' && <FeelingValue value={row.experience} />}
        </span>
      </button>
      {open && (
        <div className={classes.open}>
          <InteractionDetail row={row} />
        </div>
      )}
    </>
  )
}
