import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { Panel, PanelFoot } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { CustomerTable } from './customer-table'
import { valuedCustomersQuery } from './queries'
import { useTerms } from './use-terms'
import { horizonName } from './wording'

const STEP = 25
const MOST = 500
const RANKINGS = [
  { key: 'worth', label: 'Most to come', note: 'by worth' },
  { key: 'slipping', label: 'May have left', note: 'by what would be missed' },
]

/** The customers with the most to come, or those with much to come who may have left already. */
export function CustomersPanel() {
  const { query } = useScope()
  const { terms, by, change } = useTerms()
  const [limit, setLimit] = useState(STEP)
  const customers = useQuery(valuedCustomersQuery(query, terms, by, limit))
  const rows = customers.data?.rows ?? []
  return (
    <Panel
      label="Customers by value"
      title={by === 'worth' ? 'The customers with the most to come' : 'Much to come, but they may have left'}
      note={`In the next ${horizonName(terms.weeks)}. Intervals are for the expectation: what one customer does varies far more`}
      tools={
        <Picker
          small
          label="Ranked by"
          shown={RANKINGS.find(({ key }) => key === by)?.label}
          options={RANKINGS}
          chosen={[by]}
          onPick={(next) => change({ by: next === 'worth' ? undefined : next })}
        />
      }
    >
      <Loaded query={customers} shapes={<Shapes rows={8} height={28} label="Loading customers" />}>
        {(found) =>
          found.rows.length === 0 ? (
            <Empty title="Nobody can be told apart yet">
              Customers appear here once 30 of them have ordered again on a later day.
            </Empty>
          ) : (
            <CustomerTable rows={found.rows} currency={found.currency} />
          )
        }
      </Loaded>
      {rows.length === limit && limit < MOST && (
        <PanelFoot>
          <TextButton small onClick={() => setLimit(Math.min(limit * 2, MOST))}>
            Show more
          </TextButton>
        </PanelFoot>
      )}
    </Panel>
  )
}
