import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { FlowPanel } from './flow-panel'
import { askedPaths, pathsQuery, type Paths } from './journeys-queries'
import { useJourneysSearch } from './journeys-search'
import { PathChoices } from './path-choices'
import { PathList } from './path-list'
import { pathsTable, pathsTitle } from './path-words'
import { Sankey } from './sankey'
import type { StepChoices } from './step-options'

/** What customers go through, all at once and path by path. */
export function PathsView({ choices }: { choices: StepChoices }) {
  const { search } = useJourneysSearch()
  const { query, span } = useScope()
  const asked = askedPaths(search)
  const paths = useQuery(pathsQuery(query, asked))
  const [asTable, showTable] = useState(false)
  const filled = paths.data !== undefined && paths.data.n > 0
  return (
    <>
      <Panel
        level={1}
        label="Paths"
        title={filled ? pathsTitle(paths.data) : 'Paths'}
        note={filled && <Note paths={paths.data} span={span.label} />}
        tools={filled && <TableTools table={pathsTable(paths.data)} shown={asTable} onShow={showTable} />}
      >
        <PathChoices choices={choices} />
        <Loaded query={paths} shapes={<Shapes rows={6} height={44} label="Loading paths" />}>
          {(found) => {
            if (found.n === 0) return <NoPath anchor={found.anchor} />
            if (asTable) return <TableView table={pathsTable(found)} />
            return <Drawn paths={found} steps={asked.steps} />
          }}
        </Loaded>
      </Panel>
      <FlowPanel over={asked.over} />
    </>
  )
}

function Drawn({ paths, steps }: { paths: Paths; steps: number }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <div ref={ref}>
      {width > 0 && (
        <Sankey links={paths.links} steps={steps} width={width - 24} summary={pathsTitle(paths)} />
      )}
      <PathList paths={paths} />
    </div>
  )
}

function Note({ paths, span }: { paths: Paths; span: string }) {
  return (
    <>
      {formatCount(paths.n)} customers, each with one path, {span} ·{' '}
      {plural(paths.different, 'different path', 'different paths')}, {formatCount(paths.alone)} of them
      walked by one customer only
    </>
  )
}

function NoPath({ anchor }: { anchor: string | null }) {
  return (
    <Empty
      title={
        anchor
          ? `Nobody was at ${anchor} in this period and selection`
          : 'Nothing happened in this period and selection'
      }
    >
      Choose a longer period, or another place to begin.
    </Empty>
  )
}
