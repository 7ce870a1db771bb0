import { Icon } from '~/design/icon'
import { channelOf, familyColour } from './channels'

/** The icon tells channels apart within a family; the name is always there for those who listen. */
export function ChannelMark({ channel, size = 16 }: { channel: string | null | undefined; size?: number }) {
  const { name, family, icon } = channelOf(channel)
  return (
    <span title={name} style={{ position: 'relative', display: 'inline-flex', flex: 'none' }}>
      <Icon name={icon} size={size} colour={familyColour(family)} />
      <span className="spoken">{name}</span>
    </span>
  )
}
