import { useNavigate, useSearch } from '@tanstack/react-router'
import { TextButton } from '~/design/button'
import { formatCount } from '~/design/numbers'
import { ChannelMark } from '~/record/interactions/channel-mark'
import { channelOf, FAMILIES, type Family } from '~/record/interactions/channels'
import classes from './timeline.module.css'
import { readCustomerSearch, type Customer } from './queries'

interface FamilyCount {
  family: Family
  name: string
  channels: string[]
  interactions: number
}

export function familyCounts(byChannel: Customer['by_channel']): FamilyCount[] {
  return FAMILIES.map(({ family, name }) => {
    const members = byChannel.filter(({ channel }) => channelOf(channel).family === family)
    return {
      family,
      name,
      channels: members.flatMap(({ channel }) => (channel ? [channel] : [])),
      interactions: members.reduce((sum, member) => sum + member.interactions, 0),
    }
  }).filter(({ interactions }) => interactions > 0)
}

/** One button per family of channels; pressed, it shows that family alone. */
export function ChannelButtons({ byChannel }: { byChannel: Customer['by_channel'] }) {
  const { channel } = readCustomerSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const named = familyCounts(byChannel).filter(({ family }) => family !== 'none')
  const press = (keys: string) =>
    void navigate({
      to: '.',
      search: { channel: keys === channel ? undefined : keys },
      replace: true,
      resetScroll: false,
    })
  return (
    <div className={classes.buttons} role="group" aria-label="Channels">
      {named.map(({ family, name, channels, interactions }) => {
        const keys = channels.join(',')
        return (
          <TextButton key={family} small aria-pressed={keys === channel} onClick={() => press(keys)}>
            <ChannelMark channel={channels[0]} size={14} />
            {channels.length === 1 ? channelOf(channels[0]).name : name}{' '}
            <span className="faint">{formatCount(interactions)}</span>
          </TextButton>
        )
      })}
    </div>
  )
}
