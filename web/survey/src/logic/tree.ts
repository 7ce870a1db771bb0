/** The tree of an expression. */
export type Node =
  | { is: 'value'; value: unknown; isQuoted?: boolean }
  | { is: 'name'; name: string }
  | { is: 'list'; members: Node[] }
  | { is: 'call'; name: string; members: Node[] }
  | { is: 'unary'; name: string; of: Node }
  | { is: 'binary'; name: string; left: Node; right: Node }

/** The names of all variables. */
export function namesIn(node: Node): string[] {
  if (node.is === 'name') return [node.name]
  if (node.is === 'list' || node.is === 'call') return node.members.flatMap(namesIn)
  if (node.is === 'unary') return namesIn(node.of)
  return node.is === 'binary' ? [...namesIn(node.left), ...namesIn(node.right)] : []
}
