import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips, type Chip } from '~/record/interactions/scope-chips'
import { DaysFilter } from './days-filter'
import { reasonsQuery, readRejectedSearch, rejectedQuery, type RejectedSearch } from './queries'
import { ReasonList } from './reason-list'
import classes from './rejected.module.css'
import { RejectedRows } from './rejected-rows'

/** What could not be recorded: why, by reason, and which rows, as they came. */
export default function RejectedPage() {
  usePageTitle('Rejected')
  const search = readRejectedSearch(useSearch({ strict: false }))
  const reasons = useQuery(reasonsQuery(search))
  return (
    <div className={classes.stack}>
      <ScopeChips more={chipsOf(search)} />
      <Panel
        level={1}
        title={reasons.data ? titleOf(reasons.data.rows.map(({ rows }) => rows)) : 'Rejected'}
        note="Kept as they came. What is already stored is not stored twice."
        tools={<DaysFilter search={search} />}
      >
        <Loaded query={reasons} shapes={<Shapes rows={4} height={28} label="Loading reasons" />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title="No row was rejected">
                What cannot be recorded appears here with its reason: rows of an import with their file and
                line, events of a source, deliveries of a webhook.
              </Empty>
            ) : (
              <ReasonList reasons={rows} chosen={search.sort} />
            )
          }
        </Loaded>
      </Panel>
      {reasons.data && reasons.data.rows.length > 0 && <Rows search={search} />}
    </div>
  )
}

function Rows({ search }: { search: RejectedSearch }) {
  const found = useInfiniteQuery(rejectedQuery(search))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <Panel
      title={search.sort ?? 'All of them'}
      note={found.data && `${plural(total, 'row', 'rows')}, newest first`}
    >
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={8} height={28} label="Loading rejected rows" />}
      {rows.length > 0 && (
        <>
          <RejectedRows rows={rows} />
          <MoreButton
            shown={rows.length}
            total={total}
            waiting={found.isFetchingNextPage}
            onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          />
        </>
      )}
    </Panel>
  )
}

function titleOf(counts: number[]): string {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 'Rejected'
  return `${plural(total, 'row was', 'rows were')} rejected, for ${plural(counts.length, 'reason', 'reasons')}`
}

const NAMES: Record<keyof RejectedSearch, string> = {
  source: 'source',
  sort: 'reason',
  since: 'since',
  until: 'before',
}

const chipsOf = (search: RejectedSearch): Chip[] =>
  (Object.keys(NAMES) as (keyof RejectedSearch)[]).flatMap((key) =>
    search[key] ? [{ name: NAMES[key], value: search[key], without: { [key]: undefined } }] : [],
  )
