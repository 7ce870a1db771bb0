/** The channels of the log, as people call them, in six families that each share a colour. */
import type { IconName } from '~/design/icon'

export type Family = 'own' | 'written' | 'in-person' | 'voice' | 'public' | 'paid' | 'none'

interface Channel {
  name: string
  family: Family
  icon: IconName
}

const CHANNELS: Record<string, Channel> = {
  web: { name: 'Web', family: 'own', icon: 'globe' },
  app: { name: 'App', family: 'own', icon: 'mobile' },
  email: { name: 'Email', family: 'written', icon: 'envelope' },
  chat: { name: 'Chat', family: 'written', icon: 'bubble' },
  sms: { name: 'SMS', family: 'written', icon: 'message' },
  store: { name: 'Store', family: 'in-person', icon: 'shop' },
  field: { name: 'Field', family: 'in-person', icon: 'pin' },
  phone: { name: 'Phone', family: 'voice', icon: 'phone' },
  social: { name: 'Social', family: 'public', icon: 'share' },
  reviews: { name: 'Reviews', family: 'public', icon: 'star' },
  media: { name: 'Media', family: 'public', icon: 'press' },
  community: { name: 'Community', family: 'public', icon: 'group' },
  ads: { name: 'Ads', family: 'paid', icon: 'horn' },
}

export const FAMILIES: { family: Family; name: string }[] = [
  { family: 'own', name: 'Web, app' },
  { family: 'written', name: 'Written' },
  { family: 'in-person', name: 'In person' },
  { family: 'voice', name: 'Phone' },
  { family: 'public', name: 'Public' },
  { family: 'paid', name: 'Ads' },
  { family: 'none', name: 'No channel' },
]

const UNKNOWN: Channel = { name: 'No channel', family: 'none', icon: 'dot' }

/** A channel nobody has named yet keeps its own name. */
export function channelOf(key: string | null | undefined): Channel {
  if (!key || key === 'unknown') return UNKNOWN
  return CHANNELS[key] ?? { ...UNKNOWN, name: key }
}

export const familyColour = (family: Family) =>
  family === 'none' ? 'var(--faint)' : `var(--family-${family})`
