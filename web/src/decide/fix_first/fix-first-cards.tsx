import { Link } from '@tanstack/react-router'
import { TextButton } from '~/design/button'
import { IntervalPlot } from '~/design/charts/interval-plot'
import { formatCount, formatShare, plural } from '~/design/numbers'
import { stageName } from '~/record/interactions/stages'
import { useScope } from '~/record/interactions/use-scope'
import classes from './fix-first-cards.module.css'
import { EvidenceTag, Trend } from './marks'
import { PainPointDetail } from './pain-point-detail'
import type { FixFirst, PainPoint } from './queries'
import { tooFew } from './rare-row'
import { useMore } from './use-more'
import { useOpenRow } from './use-open-row'
import {
  EVIDENCE,
  formatEffect,
  formatEffectInterval,
  sharedAxis,
  shortUnit,
  stakeOf,
  type Axis,
} from './wording'

/** The table on a narrow screen: four lines per pain point, nothing lost. */
export function FixFirstCards({ fixFirst }: { fixFirst: FixFirst }) {
  const { shown, rare, left, showAll } = useMore(fixFirst)
  const { opened, toggle } = useOpenRow([])
  const axis = sharedAxis(fixFirst.rows, 130)
  return (
    <>
      <ol className={classes.cards}>
        {shown.map((row) => (
          <Card
            key={row.key}
            {...{ row, fixFirst, axis }}
            open={opened === row.key}
            onToggle={() => toggle(row.key)}
          />
        ))}
        {rare.map((row) => (
          <li key={row.key} className={classes.card}>
            <span className="soft">{row.label}</span>
            <span className="note soft">{tooFew(row)}</span>
          </li>
        ))}
      </ol>
      {left > 0 && (
        <p className={classes.more}>
          <TextButton onClick={showAll}>{left} more pain points</TextButton>
        </p>
      )}
    </>
  )
}

interface CardProps {
  row: PainPoint
  fixFirst: FixFirst
  axis: Axis
  open: boolean
  onToggle: () => void
}

function Card({ row, fixFirst, axis, open, onToggle }: CardProps) {
  const { scope } = useScope()
  const stake = stakeOf(row, fixFirst.currency)
  return (
    <li className={classes.card}>
      <button type="button" className={classes.head} aria-expanded={open} onClick={onToggle}>
        <span className="faint">{row.rank}</span>
        <b>{row.label}</b>
        <b className={classes.money}>{stake?.value}</b>
      </button>
      <p className={classes.line}>
        <span>
          {row.stage && `${stageName(row.stage)} · `}
          <Link className="quiet" to="/customers" search={{ ...scope, pain_point: row.key }}>
            {formatCount(row.customers)} customers
          </Link>{' '}
          · {formatShare(row.share)}
        </span>
        <span>{stake?.interval}</span>
      </p>
      <p className={classes.line}>
        <span>
          <span className={classes.effect}>
            {formatEffect(row.effect, fixFirst.unit)} {shortUnit(fixFirst.unit)}
          </span>{' '}
          {formatEffectInterval(row, fixFirst.unit)}
        </span>
        <IntervalPlot
          {...axis}
          height={20}
          value={row.effect}
          low={row.low}
          high={row.high}
          standing={EVIDENCE[row.evidence].standing}
          good={row.effect > 0}
        />
      </p>
      <p className={classes.line}>
        <span className={classes.marks}>
          <EvidenceTag evidence={row.evidence} /> <Trend trend={row.trend} />
        </span>
        <Link
          className={classes.sentences}
          to="/interactions"
          search={{ ...scope, pain_point: row.key, said: 'true' }}
        >
          {plural(row.sentences, 'sentence', 'sentences')}
        </Link>
      </p>
      {open && <PainPointDetail row={row} />}
    </li>
  )
}
