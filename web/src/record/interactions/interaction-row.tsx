import { Link } from '@tanstack/react-router'
import { formatClock, formatDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { Icon } from '~/design/icon'
import { Tag } from '~/design/tag'
import { customerName } from './customer-name'
import { ChannelMark } from './channel-mark'
import { InteractionDetail } from './interaction-detail'
import classes from './interactions.module.css'
import type { Interaction } from './queries'
import { formatScore, formatValue, formatWords } from './score'
import { placeOf } from './stages'

export interface RowProps {
  row: Interaction
  open: boolean
  onToggle: () => void
}

export function InteractionRow({ row, open, onToggle }: RowProps) {
  return (
    <>
      <tr data-open={open || undefined}>
        <td className={classes.when}>
          <button type="button" aria-expanded={open} onClick={onToggle}>
            <Icon name={open ? 'down' : 'right'} />
            {formatDay(row.time)} <span className="faint">{formatClock(row.time)}</span>
          </button>
        </td>
        <td onClick={onToggle}>
          <span className={classes.kind}>
            <ChannelMark channel={row.channel} /> {row.kind} {row.failed && <Tag tone="negative">failed</Tag>}
            {row.is_ahead && (
              <Tag tone="warning" title="It says a time more than a day after it came.">
                clock ahead
              </Tag>
            )}
          </span>
        </td>
        <td className="soft">{placeOf(row).join(' · ')}</td>
        <td className={classes.words} onClick={onToggle}>
          <span className={row.text ? undefined : 'soft'}>{formatWords(row)}</span>
        </td>
        <td className={classes.right}>{formatScore(row) ?? formatValue(row)}</td>
        <td className={classes.right}>
          {typeof row.experience === 'number' && <FeelingValue value={row.experience} />}
        </td>
        <td className={classes.customer}>
          <CustomerLink row={row} />
        </td>
      </tr>
      {open && (
        <tr className={classes.opened}>
          <td colSpan={7}>
            <InteractionDetail row={row} />
          </td>
        </tr>
      )}
    </>
  )
}

export function CustomerLink({ row }: { row: Interaction }) {
  return (
    <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
      {customerName({ name: row.customer_name, customer_id: row.customer_id })}
    </Link>
  )
}
