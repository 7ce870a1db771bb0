import { formatCount, formatInterval, formatMoney } from '~/design/numbers'
import type { TagTone } from '~/design/tag'
import type { Idea, Status } from './queries'

export const STATUS_WORDS: Record<Status, string> = {
  open: 'Open',
  planned: 'Planned',
  progress: 'In progress',
  done: 'Done',
  declined: 'Declined',
}

export const STATUS_TONES: Record<Status, TagTone> = {
  open: 'plain',
  planned: 'outline',
  progress: 'accent',
  done: 'accent',
  declined: 'plain',
}

export const ORDER_WORDS: [string, string][] = [
  ['people', 'By people'],
  ['value', 'By what they spend'],
  ['risk', 'By what is at stake'],
  ['new', 'Newest'],
]

export const statusChoices = (all?: string): [string, string][] => [
  ...(all ? [['', all] as [string, string]] : []),
  ...Object.entries(STATUS_WORDS),
]

export const titleOf = (title: string) => title || 'Its author was erased'

/** A sum of money with how many people it rests on; nothing where it rests on nobody. */
export const moneyOf = ({ value, n }: Idea['demand']['revenue'], currency: string) =>
  value === null ? null : { money: formatMoney(value, { currency }), n: `n ${formatCount(n)}` }

export const leavingOf = ({ value, n, low, high }: Idea['demand']['leaving']) =>
  value === null || low === null || high === null
    ? null
    : {
        count: formatInterval(low, high, { digits: 1 }),
        n: `n ${formatCount(n)}`,
        value: formatCount(Math.round(value)),
      }
