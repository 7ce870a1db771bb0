import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { NewSource } from './new-source'
import { sourcesQuery } from './queries'
import { SourceTable } from './source-table'

/** Where interactions come from, and whether they still do. */
export default function SourcesPage() {
  usePageTitle('Sources')
  const [making, make] = useState(false)
  const found = useQuery(sourcesQuery)
  return (
    <Panel
      level={1}
      title={found.data ? plural(found.data.rows.length, 'source', 'sources') : 'Sources'}
      note="Where interactions come from. Counts are of the last 30 days, UTC."
      tools={
        <TextButton aria-expanded={making} onClick={() => make(!making)}>
          Add a source
        </TextButton>
      }
    >
      {making && <NewSource onClose={() => make(false)} />}
      <Loaded query={found} shapes={<Shapes rows={5} height={28} label="Loading sources" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title="Nothing can come in yet">
              Add a source: it gives you a key and the code that collects with it.
            </Empty>
          ) : (
            <SourceTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  )
}
