import type { People, Person } from '../queries'

export const KINDS: [Person['kind'], string][] = [
  ['email', 'E-mail addresses'],
  ['phone', 'Telephone numbers'],
  ['user_id', 'User ids'],
  ['external_id', 'Customer numbers'],
]
export const CHANNELS: [NonNullable<People['channel']>, string][] = [
  ['email', 'E-mail'],
  ['sms', 'SMS'],
  ['chat', 'Chat'],
  ['phone', 'Phone'],
  ['store', 'Store'],
  ['web', 'Web'],
  ['app', 'App'],
]

/** Who is meant by a text that was typed or pasted: one a line, with commas or semicolons, each once. */
export const peopleIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]+/)
      .map((one) => one.trim().replace(/^.*<([^<>\s]+@[^<>\s]+)>$/, '$1'))
      .filter(Boolean),
  ),
]
