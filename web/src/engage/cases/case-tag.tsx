import { Tag } from '~/design/tag'
import type { Case } from './queries'
import { STATES, stateOf } from './wording'

/** Where a case stands, in words. */
export function CaseTag({ row }: { row: Case }) {
  const { word, tone } = STATES[stateOf(row)] ?? { word: row.state, tone: 'plain' as const }
  return <Tag tone={tone}>{word}</Tag>
}
