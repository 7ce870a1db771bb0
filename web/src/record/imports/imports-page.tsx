import { useInfiniteQuery } from '@tanstack/react-query'
import { troubleOf } from '~/api/problem'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { rejectedQuery } from './queries'
import { RejectedRows } from './rejected-rows'

/** Which rows could not be recorded, where they stand, and what is wrong with each. */
export default function ImportsPage() {
  usePageTitle('Imports')
  const found = useInfiniteQuery(rejectedQuery)
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <Panel
      level={1}
      title={found.data && total > 0 ? `${plural(total, 'row was', 'rows were')} rejected` : 'Rejected rows'}
      note="Kept as they came. Correct them at their origin and import again: what is already stored is not stored twice."
    >
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={8} height={28} label="Loading rejected rows" />}
      {found.data && total === 0 && (
        <Empty title="No row was rejected">
          A row that cannot be recorded appears here with its file, its line and the reason. Bring in history
          with <code>regard import FILE</code>.
        </Empty>
      )}
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
