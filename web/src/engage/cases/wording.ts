/** How cases are spoken of. */
import { formatMoment } from '~/design/dates'
import { formatInterval, formatNumber } from '~/design/numbers'
import type { TagTone } from '~/design/tag'
import type { Case, CaseStep, Figures } from './queries'

export const STATES: Record<string, { word: string; tone: TagTone }> = {
  open: { word: 'open', tone: 'accent' },
  overdue: { word: 'overdue', tone: 'negative' },
  contacted: { word: 'in touch', tone: 'outline' },
  unproven: { word: 'not closed: no evidence of recovery', tone: 'warning' },
  closed: { word: 'closed', tone: 'plain' },
  dismissed: { word: 'no case', tone: 'plain' },
}

export const SHOWN: [key: string, name: string][] = [
  ['running', 'All that are not over'],
  ['overdue', 'Overdue'],
  ['open', 'Nobody was in touch'],
  ['contacted', 'In touch'],
  ['unproven', 'No evidence of recovery'],
  ['closed', 'Closed'],
  ['dismissed', 'Were no case'],
  ['all', 'All'],
]

export const CONCLUSIONS: [key: string, name: string][] = [
  ['solved', 'Put right'],
  ['explained', 'Explained'],
  ['compensated', 'Made good with money or goods'],
  ['unreachable', 'Could not be reached'],
  ['other', 'Something else'],
]

export const CHANNELS: [key: string, name: string][] = [
  ['phone', 'Phone'],
  ['email', 'E-mail'],
  ['chat', 'Chat'],
  ['sms', 'Text message'],
  ['social', 'Social media'],
  ['store', 'In the store'],
  ['field', 'On the spot'],
]

const RECOVERIES: Record<string, string> = {
  score: 'A better score',
  answer: 'A positive answer',
  purchase: 'Bought again',
  confirmed: 'Confirmed by the customer',
}

const STEPS: Record<string, string> = {
  opened: 'Opened',
  evidence: 'More evidence came',
  reopened: 'Open again',
  assigned: 'Given to',
  deadline: 'Due',
  noted: 'Note',
  contacted: 'In touch by',
  concluded: 'Concluded',
  recovery: 'Evidence of recovery',
  closed: 'Closed',
  dismissed: 'No case',
  joined: 'Joined',
}

export const stateOf = ({ state, is_overdue }: Case) => (is_overdue ? 'overdue' : state)

export const scoreOf = ({ metric, score, scale_max: top }: Case) =>
  score === null
    ? ''
    : `${metric.toUpperCase()} ${formatNumber(score, { digits: Number.isInteger(score) ? 0 : 1 })}${
        top === null ? '' : ` of ${formatNumber(top)}`
      }`

export function recoveryOf({ recovery }: Case): string {
  if (!recovery) return ''
  const score = recovery.score === null ? '' : ` (${recovery.metric.toUpperCase()} ${recovery.score})`
  return `${RECOVERIES[recovery.kind] ?? recovery.kind}${score}, ${formatMoment(recovery.at)}`
}

export function nextScoreOf({ next_score: next }: Case): string {
  if (!next) return 'not given yet'
  return `${next.metric.toUpperCase()} ${next.score ?? ''}, ${next.is_low ? 'low again' : 'better'}`
}

export function stepText({ kind, detail }: CaseStep): string {
  const told = ['owner', 'channel', 'conclusion', 'root_cause', 'recovery'].flatMap((name) => {
    const value = detail[name]
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return [STEPS[kind] ?? kind, told.join(', ')].filter(Boolean).join(' ')
}

type Numbers = Figures['recovered']

/** A share with what it rests on. */
export function told({ value, n, low, high }: Numbers, unit: string, digits = 0): string {
  if (value === null) return 'not known yet'
  const interval = low === null || high === null ? '' : ` ${formatInterval(low, high, { digits })}`
  return `${formatNumber(value, { digits })}${unit}${interval}, n ${n}`
}

/** Minutes as people say them. */
export function lasting(minutes: number): string {
  if (minutes < 90) return `${formatNumber(minutes)} min`
  return minutes < 60 * 48
    ? `${formatNumber(minutes / 60, { digits: 1 })} h`
    : `${formatNumber(minutes / 1440, { digits: 1 })} days`
}
