import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { CopyButton } from '~/design/copy-block'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { useScope } from '~/record/interactions/use-scope'
import { DriverList } from './driver-list'
import { driversQuery } from './queries'
import { RareDrivers } from './rare-drivers'
import { asPython, driversTable } from './wording'

/** What does each friction do to scores, to coming back and to money, and how is that known? */
export default function DriversPage() {
  usePageTitle('Drivers')
  const { query, span } = useScope()
  const found = useQuery(driversQuery(query))
  const [asTable, showTable] = useState(false)
  const estimated = found.data?.rows.filter((row) => row.moved.length > 0) ?? []
  return (
    <>
      <ScopeChips />
      <Panel
        level={1}
        title={`Drivers, ${span.label}`}
        note={
          found.isPlaceholderData
            ? `Working out ${span.label} …`
            : 'What each friction does to a customer it meets, against like customers it spared · whiskers 95 %'
        }
        tools={
          <>
            <CopyButton text={asPython(query)} name="Copy as Python" />
            {estimated.length > 0 && (
              <TableTools table={driversTable(found.data!)} shown={asTable} onShow={showTable} />
            )}
          </>
        }
      >
        <Loaded query={found} shapes={<Shapes rows={8} height={40} label="Loading drivers" />}>
          {(drivers) => (
            <>
              {estimated.length === 0 && (
                <Empty title="Nothing can be estimated yet">
                  At least {drivers.needed} encounters at which something went wrong, and as many at which it
                  did not, have to be 90 days old or followed by a score. Choose a longer period, or take a
                  filter away.
                </Empty>
              )}
              {estimated.length > 0 && asTable && <TableView table={driversTable(drivers)} />}
              {estimated.length > 0 && !asTable && (
                <DriverList rows={estimated} outcomes={drivers.outcomes} />
              )}
              <RareDrivers drivers={drivers} />
            </>
          )}
        </Loaded>
      </Panel>
    </>
  )
}
