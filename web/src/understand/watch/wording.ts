/** How watches speak: values in their unit, states, parts, and ways to the interactions behind. */
import type { BandPoint, OffStretch } from '~/design/charts/band-geometry'
import { formatMoney, formatNumber } from '~/design/numbers'
import type { TagTone } from '~/design/tag'
import type { Alert, Cause, Course, Finding, Watch } from './queries'

const PLAIN = ['interactions', 'customers', 'orders']

/** 71.4 %, +38, €1.2k, 3.2 hours. */
export function formatIn(unit: string, value: number): string {
  if (unit === '%') return `${formatNumber(value, { digits: 1 })} %`
  if (unit === 'points') return formatNumber(value, { signed: true })
  if (/^[A-Z]{3}$/.test(unit)) return formatMoney(value, { currency: unit })
  const digits = PLAIN.includes(unit) ? (Math.abs(value) < 10 ? 1 : 0) : Math.abs(value) < 10 ? 2 : 1
  const named = ['hours', 'days', 'minutes', 'seconds'].includes(unit) ? ` ${unit}` : ''
  return formatNumber(value, { digits }) + named
}

/** The axis has the unit in its title, so marks go without. */
export const formatMark = (unit: string, value: number) =>
  /^[A-Z]{3}$/.test(unit)
    ? formatMoney(value, { currency: unit })
    : formatNumber(value, { digits: Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 2 : 1 })

export const STATES: Record<string, { word: string; tone: TagTone }> = {
  alert: { word: 'alert', tone: 'negative' },
  open: { word: 'open', tone: 'negative' },
  answered: { word: 'somebody is at it', tone: 'warning' },
  acknowledged: { word: 'somebody is at it', tone: 'warning' },
  calm: { word: 'as expected', tone: 'plain' },
  resolved: { word: 'resolved', tone: 'plain' },
  closed: { word: 'closed', tone: 'outline' },
}

export const KINDS: [string, string][] = [
  ['metric', 'Metric'],
  ['launch', 'Launch'],
  ['market', 'New market'],
  ['crisis', 'Crisis'],
]

export const REASONS: [string, string][] = [
  ['fixed', 'What caused it was put right'],
  ['expected', 'It was known beforehand'],
  ['new_level', 'This is how it is from now on'],
  ['false_alarm', 'There was nothing'],
]

export const reasonInWords = (reason: string) =>
  reason === 'recovered' ? 'it went back by itself' : (REASONS.find(([key]) => key === reason)?.[1] ?? reason)

export const partInWords = ({ dimension, value }: Cause) => `${dimension.replace(/^trait\./, '')} ${value}`

/** "CSAT 61.2 % instead of 78.0 %": what there was and what was expected, a day or week for sums. */
export function findingInWords({ actual, expected, unit }: Finding): string {
  if (actual === null || expected === null) return 'too little to say how much'
  return `${formatIn(unit, actual)} instead of ${formatIn(unit, expected)}`
}

const PLACES = ['channel', 'stage', 'touchpoint', 'kind', 'source']

/** The interactions of a finding: its scope and days, narrowed to the part that explains it. */
export function interactionsOf(watch: Watch, { metric, since, until }: Finding, cause?: Cause) {
  const { channels, stage, touchpoint, segment } = watch.scope
  const search: Record<string, string> = { since }
  if (until) search.until = until
  if (channels?.length) search.channel = channels.join(',')
  if (stage) search.stage = stage
  if (touchpoint) search.touchpoint = touchpoint
  if (segment) search.segment = segment
  if (SCORES.includes(metric)) search.metric = metric
  if (!cause) return search
  if (PLACES.includes(cause.dimension)) search[cause.dimension] = cause.value
  else if (cause.dimension === 'segment') search.segment = `segment:${cause.value}`
  else search.segment = `trait:${cause.dimension.replace(/^trait\./, '')}=${cause.value}`
  return search
}

const SCORES = ['nps', 'csat', 'ces', 'stars', 'enps']

export const bandPoints = ({ bands }: Course): BandPoint[] =>
  bands.map(({ day, value, expected, low, high }) => ({ day, value, expected, low, high }))

/** Where a metric was off, as indices of its periods. */
export function stretchesOf({ bands, metric }: Course, alerts: Alert[]): OffStretch[] {
  return alerts.flatMap(({ number, findings }) =>
    findings
      .filter((one) => one.metric === metric && one.stands)
      .flatMap(({ since, until, is_better }) => {
        const from = bands.findIndex(({ day }) => day >= since)
        const end = until ? bands.findIndex(({ day }) => day >= until) : -1
        return from < 0
          ? []
          : [{ key: `${number} ${since}`, from, until: end < 0 ? bands.length : end, good: is_better }]
      }),
  )
}
