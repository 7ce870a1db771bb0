/** All topics as a table to take along. */
import type { Cell as CsvCell } from '~/design/charts/csv'
import type { Voice } from './queries'
import { LABELS } from './wording'

const COLUMNS = [
  'id',
  'topic',
  'within',
  'opinions',
  'texts',
  'customers',
  'share %',
  'sentiment',
  'low',
  'high',
  'negative',
  'mixed',
  'neutral',
  'positive',
  'unsure',
  'volume change %',
  'volume low',
  'volume high',
  'kinds',
  'rising',
]

export function topicsTable(voice: Voice): { columns: string[]; rows: CsvCell[][] } {
  const names = new Map(voice.topics.map((topic) => [topic.id, topic.name]))
  const rows = voice.topics.map((topic): CsvCell[] => {
    const { figures, volume } = topic
    const { value, low, high } = figures.sentiment
    return [
      topic.id,
      topic.name,
      (topic.parent && names.get(topic.parent)) ?? '',
      figures.n,
      figures.texts,
      figures.customers,
      topic.share.value,
      value,
      low,
      high,
      ...LABELS.map((label) => figures.labels[label] ?? 0),
      volume?.value ?? null,
      volume?.low ?? null,
      volume?.high ?? null,
      topic.kinds.join(' '),
      topic.rise?.since ?? '',
    ]
  })
  return { columns: COLUMNS, rows }
}
