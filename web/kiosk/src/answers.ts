/** An answer as the collector takes it. Each has an anonymous id of its own, so that a shared tablet joins nobody. */
import { newId } from '../../snippet/src/ids'
import type { Place } from './place'

export interface Answer {
  messageId: string
  timestamp: string
  [field: string]: unknown
}

export function makeAnswer(place: Place, score: number, language: string): Answer {
  const scale = place.metric === 'nps' ? { scale_min: 0, scale_max: 10 } : { scale_min: 1, scale_max: 5 }
  return {
    type: 'track',
    event: 'Survey Answered',
    messageId: newId(),
    anonymousId: newId(),
    timestamp: new Date().toISOString(),
    channel: 'store',
    properties: {
      survey_id: place.survey,
      metric: place.metric,
      score,
      ...scale,
      touchpoint: place.touchpoint,
      store_id: place.store,
      language,
      via: place.isPhone ? 'qr' : 'kiosk',
    },
    context: { library: { name: 'regard-kiosk' }, locale: language },
  }
}

export function withComment(answer: Answer, comment: string): Answer {
  const text = comment.trim().slice(0, 2_000)
  return text ? { ...answer, properties: { ...(answer.properties as object), comment: text } } : answer
}
