/** The filters of the list as a sentence people would say: "NPS answers at Delivery, Q3 2026". */
import { joinWords } from '~/design/numbers'
import { channelOf } from './channels'
import type { InteractionSearch } from './queries'
import { listOf, type Span } from './scope'
import { stageName } from './stages'

const ANSWERED: Record<string, string> = {
  nps: 'NPS answers',
  csat: 'CSAT answers',
  ces: 'CES answers',
  stars: 'Star ratings',
}

/** A key as people would say it. */
export const spoken = (key: string) => key.replace(/[_-]/g, ' ')

/** "delivery:late" → "delivery, late" */
export const painPointName = (key: string) => key.split(/[:|]/).map(spoken).join(', ')

/** "country DE": what the segment is about, and which one it is. */
export const segmentName = ({ group, label }: { group: string; label: string }) =>
  group === 'saved' ? `“${label}”` : `${spoken(group)} ${label}`

export const metricName = (metric: string) => ANSWERED[metric] ?? `Interactions behind ${spoken(metric)}`

function subject({ metric, pain_point, said, kind, scored }: InteractionSearch): string {
  if (pain_point && said === 'true') return `What customers said after “${painPointName(pain_point)}”`
  if (pain_point) return `Interactions with “${painPointName(pain_point)}”`
  if (metric) return metricName(metric)
  if (kind) return kind
  return scored === 'true' ? 'Scored interactions' : 'Interactions'
}

function place({ stage, touchpoint }: InteractionSearch): string {
  if (touchpoint) return ` at ${touchpoint}`
  return stage ? ` at ${stageName(stage)}` : ''
}

function channels({ channel }: InteractionSearch): string {
  const names = listOf(channel).map((key) => channelOf(key).name.toLowerCase())
  return names.length > 0 ? ` by ${joinWords(names, 'or')}` : ''
}

export function interactionsSentence(search: InteractionSearch, span: Span, segment?: string): string {
  const from = segment ? ` of ${segment}` : ''
  const sender = search.source ? ` from ${search.source}` : ''
  const with_words = search.q ? ` that say “${search.q}”` : ''
  return `${subject(search)}${place(search)}${channels(search)}${from}${sender}${with_words}, ${span.label}`
}
