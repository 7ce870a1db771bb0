import { formatMoment } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { ChannelMark } from './channel-mark'
import { InteractionDetail } from './interaction-detail'
import { CustomerLink, type RowProps } from './interaction-row'
import classes from './interactions.module.css'
import { formatScore, formatValue, formatWords } from './score'
import { placeOf } from './stages'

/** An interaction on a narrow screen: four lines. */
export function InteractionCard({ row, open, onToggle }: RowProps) {
  return (
    <li>
      <button type="button" className={classes.head} aria-expanded={open} onClick={onToggle}>
        <ChannelMark channel={row.channel} />
        <b>{row.kind}</b>
        <span className="note faint">{formatMoment(row.time)}</span>
      </button>
      <p className={classes.text}>{formatWords(row)}</p>
      <p className={classes.line}>
        <span className="note soft">{placeOf(row).join(' · ')}</span>
        <span>{formatScore(row) ?? formatValue(row)}</span>
      </p>
      <p className={classes.line}>
        <CustomerLink row={row} />
        {typeof row.experience === 'number' && <FeelingValue value={row.experience} />}
      </p>
      {open && <InteractionDetail row={row} />}
    </li>
  )
}
