import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { MoreButton } from '~/design/more-button'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { channelOf } from '~/record/interactions/channels'
import { listOf } from '~/record/interactions/scope'
import { ChannelButtons } from './channel-buttons'
import { ChannelStrip } from './channel-strip'
import { readCustomerSearch, timelineQuery, type Customer } from './queries'
import { TimelineDays } from './timeline-days'

/** Everything that happened, over all channels, newest first. */
export function Timeline({ customer }: { customer: Customer }) {
  const { channel } = readCustomerSearch(useSearch({ strict: false }))
  const found = useInfiniteQuery(timelineQuery(customer.customer_id, channel))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <Panel
      title={plural(customer.interactions, 'interaction', 'interactions')}
      note={
        channel &&
        `${formatCount(total)} by ${listOf(channel)
          .map((key) => channelOf(key).name.toLowerCase())
          .join(', ')}`
      }
      tools={<ChannelButtons byChannel={customer.by_channel} />}
      label="Timeline"
    >
      <ChannelStrip customer={customer} />
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={8} height={36} label="Loading the timeline" />}
      {found.data && rows.length === 0 && (
        <Empty title="Nothing by this channel">Choose another channel above.</Empty>
      )}
      {rows.length > 0 && (
        <div className={found.isPlaceholderData ? 'stale' : undefined}>
          <TimelineDays rows={rows} />
          <MoreButton
            shown={rows.length}
            total={total}
            waiting={found.isFetchingNextPage}
            onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          />
        </div>
      )}
    </Panel>
  )
}
