import { PanelFoot } from '~/design/panel'
import type { FixFirst } from './queries'

export function FixFirstFoot({ fixFirst }: { fixFirst: FixFirst }) {
  return (
    <PanelFoot>
      <span>{fixFirst.formula}</span>
      <span className="faint">Outcomes within {fixFirst.horizon_days} days</span>
    </PanelFoot>
  )
}
