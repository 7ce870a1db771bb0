import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { AtRiskPanel } from '~/understand/risk/at-risk-panel'
import { RiskPanel } from '~/understand/risk/risk-panel'
import { CustomersPanel } from './customers-panel'
import { HoldoutPanel } from './holdout-panel'
import { SurvivalPanel } from './survival-panel'
import { TotalsPanel } from './totals-panel'

/** What will customers buy, who of them may have left, and how far can that be believed? */
export default function ValuePage() {
  usePageTitle('Value & risk')
  return (
    <>
      <ScopeChips />
      <TotalsPanel />
      <HoldoutPanel />
      <RiskPanel />
      <AtRiskPanel />
      <SurvivalPanel />
      <CustomersPanel />
    </>
  )
}
