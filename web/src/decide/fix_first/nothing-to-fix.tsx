import { Empty } from '~/design/states'
import type { FixFirst } from './queries'

export function NothingToFix({ fixFirst }: { fixFirst: FixFirst }) {
  if (fixFirst.too_few.length > 0) {
    return (
      <Empty title="Too few customers to rank anything yet">
        Each pain point needs enough customers who met it and enough who were spared it. These are closest:
      </Empty>
    )
  }
  return (
    <Empty title="No pain point in this period and selection">
      What hurts customers appears here, ranked by what it costs, once failures, delays or waits and what
      customers did afterwards are recorded. Choose a longer period or fewer filters.
    </Empty>
  )
}
