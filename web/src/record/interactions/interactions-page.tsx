import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { MoreButton } from '~/design/more-button'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { InteractionTable } from './interaction-table'
import { filtersQuery, interactionsQuery, readInteractionSearch, type InteractionSearch } from './queries'
import { ScopeChips, type Chip } from './scope-chips'
import { interactionsSentence, painPointName, segmentName } from './sentence'
import { TextSearch } from './text-search'
import { useScope } from './use-scope'

/** Which interactions stand behind a number. */
export default function InteractionsPage() {
  usePageTitle('Interactions')
  const search = readInteractionSearch(useSearch({ strict: false }))
  const { query, span } = useScope()
  const segments = useQuery(filtersQuery).data?.segments
  const found = useInfiniteQuery(interactionsQuery(search, query))
  const total = found.data?.pages[0]?.total
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const known = segments?.find(({ key }) => key === search.segment)
  const segment = known ? segmentName(known) : search.segment
  return (
    <>
      <ScopeChips more={ownChips(search)} />
      <Panel
        level={1}
        title={query ? interactionsSentence(search, span, segment) : 'Interactions'}
        note={total !== undefined && `${formatCount(total)} · newest first`}
        tools={<TextSearch key={search.q} />}
      >
        {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
        {found.isPending && <Shapes rows={12} height={24} label="Loading interactions" />}
        {found.data && total === 0 && <NothingFound />}
        {found.data && total !== 0 && (
          <div className={found.isPlaceholderData ? 'stale' : undefined}>
            <InteractionTable rows={rows} />
            <MoreButton
              shown={rows.length}
              total={total ?? rows.length}
              waiting={found.isFetchingNextPage}
              onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
            />
          </div>
        )}
      </Panel>
    </>
  )
}

function NothingFound() {
  return (
    <Empty title="No interaction fits all of these filters">
      Take one away above, or choose a longer period. Rows that could not be recorded are under Rejected.
    </Empty>
  )
}

function ownChips({
  metric,
  scored,
  pain_point,
  said,
  kind,
  source,
  customer_id,
  q,
}: InteractionSearch): Chip[] {
  const chips: [string, string | undefined, string][] = [
    ['metric', metric, metric ?? ''],
    ['scored', scored, 'yes'],
    ['pain_point', pain_point, painPointName(pain_point ?? '')],
    ['said', said, 'yes'],
    ['kind', kind, kind ?? ''],
    ['source', source, source ?? ''],
    ['customer_id', customer_id, (customer_id ?? '').slice(0, 8)],
    ['q', q, `“${q}”`],
  ]
  const names: Record<string, string> = { pain_point: 'pain point', customer_id: 'customer', q: 'text' }
  return chips
    .filter(([, set]) => set !== undefined)
    .map(([key, , value]) => ({ name: names[key] ?? key, value, without: { [key]: undefined } }))
}
