import { useQuery } from '@tanstack/react-query'
import { Icon } from '~/design/icon'
import { formatCount } from '~/design/numbers'
import { Picker } from '~/design/picker'
import { ChannelMark } from './channel-mark'
import { OwnDays } from './own-days'
import { channelOf } from './channels'
import { filtersQuery, sessionQuery } from './queries'
import { ALL_TIME, listOf, toggled } from './scope'
import { segmentName, spoken } from './sentence'
import { stageName, stageOrder } from './stages'
import { useScope } from './use-scope'

export function PeriodPicker() {
  const { span, change } = useScope()
  const periods = useQuery(filtersQuery).data?.periods ?? []
  const options = periods.map(({ key, label, is_complete: over }) => ({
    key,
    label,
    note: over ? undefined : 'not over yet',
  }))
  if (!options.some(({ key }) => key === ALL_TIME.key))
    options.push({ key: ALL_TIME.key, label: ALL_TIME.label, note: undefined })
  const shown = (
    <>
      {span.label} {span.previous && <span className="faint only-wide">vs {span.previous}</span>}
    </>
  )
  const pick = (period: string) => change({ period, since: undefined, until: undefined })
  return (
    <Picker
      label="Period"
      icon={<Icon name="calendar" />}
      shown={shown}
      options={options}
      chosen={[span.key]}
      onPick={pick}
      foot={(close) => <OwnDays key={span.key + span.since} close={close} />}
    />
  )
}

export function SegmentPicker() {
  const { scope, change } = useScope()
  const segments = useQuery(filtersQuery).data?.segments ?? []
  const customers = useQuery(sessionQuery).data?.log.customers
  const chosen = segments.find(({ key }) => key === scope.segment)
  const count = chosen ? chosen.customers : customers
  const options = segments.map(({ key, label, group, customers: n }) => ({
    key,
    label,
    group: spoken(group),
    count: n,
  }))
  const shown = (
    <>
      {chosen ? segmentName(chosen) : (scope.segment ?? 'All customers')}{' '}
      {count !== undefined && <span className="faint">n {formatCount(count)}</span>}
    </>
  )
  const pick = (key: string) => change({ segment: key === scope.segment ? undefined : key })
  return (
    <Picker
      label="Segment"
      icon={<Icon name="filter" />}
      shown={shown}
      options={options}
      chosen={listOf(scope.segment)}
      onPick={pick}
    />
  )
}

export function ChannelPicker() {
  const { scope, change } = useScope()
  const channels = useQuery(filtersQuery).data?.channels ?? []
  const chosen = listOf(scope.channel)
  const options = channels.map(({ channel, interactions }) => ({
    key: channel,
    label: channelOf(channel).name,
    count: interactions,
    mark: <ChannelMark channel={channel} />,
  }))
  const shown = chosen.length === 0 ? 'All channels' : chosen.map((key) => channelOf(key).name).join(', ')
  const pick = (key: string) => change({ channel: toggled(scope.channel, key) })
  return <Picker label="Channels" shown={shown} options={options} chosen={chosen} several onPick={pick} />
}

export function TouchpointPicker() {
  const { scope, change } = useScope()
  const touchpoints = useQuery(filtersQuery).data?.touchpoints ?? []
  const ordered = touchpoints.toSorted((one, other) => stageOrder(one.stage) - stageOrder(other.stage))
  const options = ordered.map(({ touchpoint, stage, interactions }) => ({
    key: touchpoint,
    label: touchpoint,
    group: stageName(stage),
    count: interactions,
  }))
  const pick = (key: string) => change({ touchpoint: key === scope.touchpoint ? undefined : key })
  return (
    <Picker
      label="Touchpoint"
      shown={scope.touchpoint ?? 'All touchpoints'}
      options={options}
      chosen={listOf(scope.touchpoint)}
      onPick={pick}
    />
  )
}
