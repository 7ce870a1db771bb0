/** What voice says in words, and its tables. */
import { formatCount, formatInterval, formatNumber, plural } from '~/design/numbers'
import type { Figures, Progress, Said, Topic, Voice } from './queries'

export const KINDS = {
  all: 'Topics',
  themes: 'Themes',
  pain_point: 'Pain points',
  request: 'Requests',
  praise: 'Praise',
  rising: 'Rising',
} as const
export type Kind = keyof typeof KINDS

export const SORTS = { volume: 'volume', sentiment: 'worst sentiment', change: 'change' } as const
export type Sort = keyof typeof SORTS

export const LABELS = ['negative', 'mixed', 'neutral', 'positive', 'unsure'] as const
export const EMOTIONS = ['joy', 'anger', 'sadness', 'fear', 'surprise', 'disgust'] as const
export const INTENTS = ['praise', 'complaint', 'question', 'request', 'bug', 'leaving'] as const

export const kindOf = (text: string | undefined): Kind => (text && text in KINDS ? (text as Kind) : 'all')
export const sortOf = (text: string | undefined): Sort => (text && text in SORTS ? (text as Sort) : 'volume')

/** What people name; themes gather several of them. */
export function topics(voice: Voice): Topic[] {
  const themes = new Set(voice.topics.map((topic) => topic.parent))
  return voice.topics.filter((topic) => !themes.has(topic.id))
}

export function ofKind(voice: Voice, kind: Kind): Topic[] {
  if (kind === 'all') return topics(voice)
  if (kind === 'themes') return voice.topics.filter((topic) => topic.parent === null)
  if (kind === 'rising') return voice.topics.filter((topic) => topic.rise !== null)
  return topics(voice).filter((topic) => topic.kinds.includes(kind))
}

export function sorted(rows: Topic[], sort: Sort): Topic[] {
  if (sort === 'volume') return rows
  const value = (topic: Topic) =>
    sort === 'sentiment'
      ? topic.figures.is_small
        ? Infinity
        : (topic.figures.sentiment.value ?? Infinity)
      : -(topic.volume?.value ?? -Infinity)
  return rows.toSorted((one, other) => value(one) - value(other))
}

/** The page's title says what is seen. */
export function titleOf(voice: Voice | undefined, period: string): string {
  const [first] = voice ? topics(voice) : []
  if (!first) return `What people say, ${period}`
  const rise = voice!.topics.find((topic) => topic.rise)
  if (rise) return `${rise.name}: ${formatNumber(rise.rise!.times, { digits: 1 })} times as many as usual`
  return `${first.name} is the most named topic`
}

export const noteOf = (figures: Figures, period: string, isPublic = false) =>
  `${plural(figures.n, 'opinion', 'opinions')} in ${plural(figures.texts, 'text', 'texts')} of ` +
  `${isPublic ? plural(figures.customers, 'public author', 'public authors') : plural(figures.customers, 'customer', 'customers')}, ${period} · n = opinions · intervals 95 %`

export function progressWords({ read, texts, waiting, rate, seconds_left }: Progress): string {
  const speed = rate ? `, ${formatCount(rate)} a second` : ''
  const rest = seconds_left === null ? '' : `, about ${duration(seconds_left)} left`
  return `${formatCount(read)} of ${formatCount(texts)} texts are read; ${formatCount(waiting)} wait${speed}${rest}.`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${formatCount(Math.max(seconds, 1))} s`
  if (seconds < 5400) return `${formatCount(seconds / 60)} min`
  return `${formatCount(seconds / 3600)} h`
}

export function feelingWords({ sentiment, is_small }: Figures): string {
  if (sentiment.value === null || is_small) return ''
  const value = formatNumber(sentiment.value, { digits: 2, signed: true })
  if (sentiment.low === null || sentiment.high === null) return value
  return `${value} ${formatInterval(sentiment.low, sentiment.high, { digits: 2, signed: true })}`
}

export function riseWords(topic: Topic): string {
  if (!topic.rise) return ''
  const { people, expected, times, low, high, since } = topic.rise
  return (
    `${plural(people, 'person', 'people')} since ${since}, ${formatNumber(expected, { digits: 1 })} expected: ` +
    `${formatNumber(times, { digits: 1 })} times as many ${formatInterval(low, high, { digits: 1 })}.`
  )
}

/** How a part of a text was read, for whoever cannot see how it is underlined. */
export function saidWords(said: Said): string {
  const felt =
    said.sentiment === null || said.label === 'unsure'
      ? said.label
      : `${said.label} ${formatNumber(said.sentiment, { digits: 1, signed: true })}`
  return [felt, said.intent, ...Object.keys(said.emotions), said.topic_name].filter(Boolean).join(', ')
}
