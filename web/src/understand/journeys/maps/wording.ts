/** Numbers and choices of maps in words. */
import { formatInterval, formatNumber } from '~/design/numbers'
import type { FilledMap, Numbers } from './maps-queries'

const one = { digits: 1 }

export function figure({ value, low, high }: Numbers, signed = false): { value: string; interval: string } {
  const style = { ...one, signed }
  return {
    value: value === null ? '' : formatNumber(value, style),
    interval: low === null || high === null ? '' : formatInterval(low, high, style),
  }
}

export function percent(numbers: Numbers, withInterval = true): string {
  const { value, interval } = figure(numbers)
  if (!value) return 'nobody'
  return withInterval && interval ? `${value} % ${interval}` : `${value} %`
}

/** The title says what is seen: how many fit, and what the others do most. */
export function mapTitle({ name, fitting, customers, ways }: FilledMap): string {
  if (customers === 0) return `${name}: nobody was on it`
  const fit = `${name}: ${figure(fitting).value} % of journeys fit`
  const most = ways[0]
  if (!most) return fit
  const from = most.start_step < 0 ? 'begin' : `go from ${most.start}`
  return `${fit}, most others ${from} ${most.start_step < 0 ? 'at' : 'to'} ${most.end}`
}

/** What they did, from how the number is named in the URL. */
export function behindWords(behind: string, names: string[]): string {
  const [word = '', first = '0', second = '0'] = behind.split(':')
  const step = names[Number(first)] ?? 'the start'
  const other = names[Number(second)] ?? 'another step'
  const words: Record<string, string> = {
    fitting: 'fit the map',
    not_fitting: 'do not fit the map',
    visited: `were at ${step}`,
    ended: `were last seen at ${step}`,
    looped: `left ${step} and came straight back`,
    went_on: `went on from ${step} to ${other}`,
    stayed: `did not go on from ${step} to ${other}`,
    deviating: Number(first) < 0 ? `began at ${other}` : `went from ${step} to ${other}`,
    all: `at ${step}`,
    scored: `scored for ${step}`,
    valued: `with money at ${step}`,
    said: `with words about ${step}`,
  }
  return words[word] ?? ''
}

export const FEELINGS: [value: string, name: string][] = [
  ['', 'Nobody has said'],
  ['2', 'Very good'],
  ['1', 'Good'],
  ['0', 'Neither'],
  ['-1', 'Bad'],
  ['-2', 'Very bad'],
]
