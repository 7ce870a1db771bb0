import { Link } from '@tanstack/react-router'
import { IntervalPlot } from '~/design/charts/interval-plot'
import { Icon } from '~/design/icon'
import { formatCount, formatShare } from '~/design/numbers'
import { stageName } from '~/record/interactions/stages'
import { useScope } from '~/record/interactions/use-scope'
import classes from './fix-first.module.css'
import { EvidenceTag, Trend } from './marks'
import type { FixFirst, PainPoint } from './queries'
import { EVIDENCE, formatEffect, formatEffectInterval, stakeOf, type Axis } from './wording'

interface RowProps {
  row: PainPoint
  fixFirst: FixFirst
  axis: Axis
  open: boolean
  onToggle: () => void
}

export function FixFirstRow({ row, fixFirst, axis, open, onToggle }: RowProps) {
  const { scope } = useScope()
  const behind = { ...scope, pain_point: row.key }
  const strong = row.evidence === 'effect'
  const stake = stakeOf(row, fixFirst.currency)
  return (
    <tr data-open={open || undefined} data-strong={strong || undefined}>
      <td className={classes.rank}>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`pain-point-${row.rank}`}
          onClick={onToggle}
          aria-label={`${row.rank}, ${row.label}: ${open ? 'close' : 'open'}`}
        >
          <Icon name={open ? 'down' : 'right'} /> {row.rank}
        </button>
      </td>
      <td className={classes.label} onClick={onToggle}>
        <span className={classes.fitting} title={row.label}>
          <span className={classes.name}>{row.label}</span>
          {row.stage && <span className="note faint">{stageName(row.stage)}</span>}
        </span>
      </td>
      <td className={classes.right}>
        <Link className="quiet" to="/customers" search={behind}>
          {formatCount(row.customers)}
        </Link>{' '}
        <span className={classes.share}>{formatShare(row.share)}</span>
      </td>
      <td className={classes.effect}>
        <Link
          className={classes.number}
          data-open={row.evidence === 'unclear' || undefined}
          to="/interactions"
          search={behind}
        >
          {formatEffect(row.effect, fixFirst.unit)}
        </Link>{' '}
        <span className={classes.interval}>{formatEffectInterval(row, fixFirst.unit)}</span>
      </td>
      <td className={classes.plot}>
        <IntervalPlot
          {...axis}
          value={row.effect}
          low={row.low}
          high={row.high}
          standing={EVIDENCE[row.evidence].standing}
          good={row.effect > 0}
        />
      </td>
      <td>
        {stake ? (
          <>
            <Link className={classes.money} title={stake.exact} to="/interactions" search={behind}>
              {stake.value}
            </Link>{' '}
            <span className={classes.interval}>{stake.interval}</span>
          </>
        ) : (
          <span className="note faint">no money known</span>
        )}
      </td>
      <td>
        <EvidenceTag evidence={row.evidence} />
      </td>
      <td>
        <Trend trend={row.trend} />
      </td>
      <td className={classes.right}>
        <Link className={classes.sentences} to="/interactions" search={{ ...behind, said: 'true' }}>
          {formatCount(row.sentences)} <span className="spoken">texts written after {row.label}</span>
        </Link>
      </td>
    </tr>
  )
}
