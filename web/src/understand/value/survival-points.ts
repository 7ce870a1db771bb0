/** Contracts as chart, sentences and table take them. */
import type { StepCourse } from '~/design/charts/steps'
import type { Table } from '~/design/charts/table-view'
import { formatCount, formatNumber, formatShare } from '~/design/numbers'
import type { Survival } from './queries'

type Curve = Survival['curves'][number]

export const nameOf = ({ group }: Curve) => (group === 'all' ? 'All' : group)

export function survivalTitle({ curves, comparison }: Survival): string {
  const [only] = curves
  if (!only) return 'How long contracts last'
  if (comparison)
    return comparison.p < 0.05
      ? 'Contracts do not last equally long'
      : 'No clear difference in how long contracts last'
  if (only.median.value !== null)
    return `Half of all contracts end within ${formatCount(only.median.value)} days`
  return `${formatShare(only.steps.at(-1)?.share ?? 1, { digits: 0 })} of contracts last longer than ${formatCount(only.seen_until)} days`
}

export const coursesOf = ({ curves }: Survival): StepCourse[] =>
  curves.map((curve) => ({
    name: nameOf(curve),
    until: curve.seen_until,
    points: curve.steps.map(({ day, share, low, high }) => ({ at: day, share, low, high })),
  }))

/** "Monthly: half end within 310 days [280, 350] · n 3,875, 1,655 ended" */
export function medianSentence(curve: Curve): string {
  const { value, low, high } = curve.median
  const interval = low === null ? '' : ` [${formatCount(low)}, ${high === null ? 'open' : formatCount(high)}]`
  const said =
    value === null ? 'more than half still run' : `half end within ${formatCount(value)} days${interval}`
  return `${nameOf(curve)}: ${said} · n ${formatCount(curve.contracts)}, ${formatCount(curve.ended)} ended`
}

export const testSentence = ({ statistic, degrees, p }: NonNullable<Survival['comparison']>) =>
  `Log-rank test: ${formatNumber(statistic, { digits: 1 })} on ${degrees} degrees of freedom, p ${
    p < 0.001 ? '< 0.001' : formatNumber(p, { digits: 3 })
  }`

export const survivalTable = ({ curves }: Survival): Table => ({
  caption: 'Share of contracts that last longer',
  columns: ['group and day', 'share', 'low', 'high', 'seen', 'ended'],
  rows: curves.flatMap((curve) =>
    curve.steps.map(({ day, share, low, high, at_risk: seen, ended }) => [
      `${nameOf(curve)}, ${day}`,
      share,
      low,
      high,
      seen,
      ended,
    ]),
  ),
})
