import { Tag } from '~/design/tag'
import { STATES } from './wording'

/** Where a watch or an alert stands, in a word. */
export function StateTag({ state }: { state: string }) {
  const { word, tone } = STATES[state] ?? { word: state, tone: 'plain' }
  return <Tag tone={tone}>{word}</Tag>
}
