import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { MoreButton } from '~/design/more-button'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips, type Chip } from '~/record/interactions/scope-chips'
import { DaysFilter } from './days-filter'
import {
  reasonsQuery,
  readRejectedSearch,
  rejectedQuery,
  useReplay,
  type RejectedSearch,
  type Replayed,
} from './queries'
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
      tools={total > 0 && <Replay search={search} />}
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

/** Sends these rows in again, once what was wrong is put right; each goes once. */
function Replay({ search }: { search: RejectedSearch }) {
  const replay = useReplay()
  const said = replay.data && sentenceOf(replay.data)
  return (
    <>
      <span role="status">{replay.isError ? troubleOf(replay.error).detail : said}</span>
      <TextButton small disabled={replay.isPending} onClick={() => replay.mutate(search)}>
        Send in again
      </TextButton>
    </>
  )
}

function sentenceOf({ sent, sent_before, impossible }: Replayed): string {
  const parts = [`${plural(sent, 'row', 'rows')} sent in again`]
  if (sent_before > 0) parts.push(`${formatCount(sent_before)} were before`)
  if (impossible > 0) parts.push(`${formatCount(impossible)} cannot be: import their file again`)
  return parts.join('; ')
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
