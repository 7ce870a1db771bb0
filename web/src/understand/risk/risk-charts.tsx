import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Loaded } from '~/api/loaded'
import { Points } from '~/design/charts/points'
import { formatDay } from '~/design/dates'
import { formatShare } from '~/design/numbers'
import { Shapes } from '~/design/states'
import { customerName } from '~/record/interactions/customer-name'
import { foreseenQuery, type Bin, type Risk } from './queries'
import classes from './risk.module.css'
import { useRisk } from './use-risk'
import { areasOf, calibrationOf, cutsOf, figuresOf } from './wording'

const HEIGHT = 200
const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]
const UP = [0.4, 0.6, 0.8, 1]
const percent = (share: number) => formatShare(share, { digits: 0 })

/** How well it told customers apart at past moments, and whether its chances came true. */
export function RiskCharts({ risk }: { risk: Risk }) {
  const [picked, pick] = useState<string>()
  const last = risk.tests.at(-1)
  if (!last) return null
  const bin = picked === undefined ? undefined : last.judged.bins[Number(picked)]
  return (
    <>
      <div className={classes.charts}>
        <Figure
          title="Of one who left and one who stayed, how often it told who is who"
          foot={`95 % intervals; dashed: the bound of ${percent(risk.bound)}, under which it does not count as predicting. Tossing a coin: 50 %`}
        >
          {(width) => (
            <Points
              points={areasOf(risk.tests, risk.bound)}
              across={padded(cutsOf(risk.tests))}
              up={UP}
              format={percent}
              guide={risk.bound}
              width={width}
              height={HEIGHT}
              label="Area under the curve at past moments"
            />
          )}
        </Figure>
        <Figure
          title="Share that left, by the chance they were given"
          foot={`${figuresOf(last)}. Pick a point for its customers`}
        >
          {(width) => (
            <Points
              points={calibrationOf(last)}
              across={FIFTHS.map((at) => ({ at, label: percent(at) }))}
              up={FIFTHS}
              format={percent}
              guide="diagonal"
              width={width}
              height={HEIGHT}
              label="Calibration"
              picked={picked}
              onPick={(key) => pick(key === picked ? undefined : key)}
            />
          )}
        </Figure>
      </div>
      {bin && <Behind cut={last.cut} bin={bin} />}
    </>
  )
}

/** One moment alone stands in the middle. */
const padded = (cuts: { at: number; label: string }[]) =>
  cuts.length > 1 ? cuts : [{ at: -1, label: '' }, ...cuts, { at: 1, label: '' }]

function Behind({ cut, bin }: { cut: string; bin: Bin }) {
  const { which } = useRisk()
  const behind = useQuery(foreseenQuery(which, cut, bin))
  return (
    <section aria-label="Customers behind this point">
      <p className={classes.verdict}>
        Given {percent(bin.low)} to {percent(bin.high)} on {formatDay(cut)}: {bin.left} of {bin.n} left
        {bin.n > 50 && ', the 50 likeliest'}
      </p>
      <Loaded query={behind} shapes={<Shapes rows={2} height={18} label="Loading customers" />}>
        {(found) => (
          <ul className={classes.behind}>
            {found.rows.map((row) => (
              <li key={row.customer_id}>
                <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
                  {customerName(row)}
                </Link>{' '}
                <span className="soft">
                  {percent(row.chance)}, {row.left ? 'left' : 'stayed'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

function Figure({
  title,
  foot,
  children,
}: {
  title: string
  foot: string
  children: (width: number) => ReactNode
}) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <figure>
      <h3>{title}</h3>
      <div ref={ref}>{children(width || 340)}</div>
      <p>{foot}</p>
    </figure>
  )
}
