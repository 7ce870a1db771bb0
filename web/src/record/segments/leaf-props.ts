import type { Choices } from './queries'
import type { Leaf, LeafType } from './tree'

export interface LeafProps<One extends Leaf = Leaf> {
  leaf: One
  choices: Choices
  onChange: (leaf: Leaf) => void
}
/** What the fields of one kind of condition are given. */
export type Of<Type extends LeafType> = LeafProps<Extract<Leaf, { type: Type }>>

export const kindsOf = ({ kinds }: Choices) => kinds.map(({ kind }) => kind)
export const propertiesOf = ({ kinds }: Choices, kind: string) =>
  kinds.find((one) => one.kind === kind)?.properties ?? []

export const TAKES = [
  ['last', 'last'],
  ['first', 'first'],
  ['mean', 'mean'],
  ['lowest', 'lowest'],
  ['highest', 'highest'],
  ['total', 'total'],
] as const
