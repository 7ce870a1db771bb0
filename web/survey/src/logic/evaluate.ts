/** Working an expression out over answers. */
import { FUNCTIONS, type Known } from './functions'
import { apply } from './operators'
import { parse } from './parse'
import type { Node } from './tree'
import { converted, isEmpty, isGrid, isList, numberOf, type Value } from './values'

export const evaluate = (expression: string, known: Known): Value => workOut(parse(expression), known)
export const holds = (expression: string, known: Known): boolean => !!evaluate(expression, known)

function workOut(node: Node, known: Known): Value {
  switch (node.is) {
    case 'value':
      return node.isQuoted ? node.value : converted(node.value)
    case 'name':
      return node.name[0] === '#' ? known.value(node.name.slice(1)) : converted(known.value(node.name))
    case 'list':
      return node.members.map((one) => workOut(one, known))
    case 'call':
      return (
        FUNCTIONS[node.name]?.(
          node.members.map((one) => workOut(one, known)),
          known,
        ) ?? null
      )
    case 'unary': {
      const value = workOut(node.of, known)
      return node.name === 'negate' ? !value : isEmpty(value) === (node.name === 'empty')
    }
    case 'binary': {
      const inOrder = [node.left, node.right].some((one) => one.is === 'name' && known.isOrdered(one.name))
      return apply(node.name, workOut(node.left, known), workOut(node.right, known), inOrder)
    }
  }
}

/** A value by name, whatever its case; `a.b` is a part, `a[0]` the first, `a.length` how many. */
export function findIn(values: Value, name: string): Value {
  const found = find(values, name.split('.'))
  return found === undefined && name.endsWith('.length') ? 0 : found
}

function find(values: Value, path: string[]): Value {
  if (!path.length) return values
  for (let length = path.length; length > 0; length--) {
    let name = path.slice(0, length).join('.')
    const place = /^(.*)\[([^[\]]*)\]$/.exec(name)
    if (place) name = place[1]!
    let found = member(values, name)
    if (found != null && place) found = isList(found) ? found.at(numberOf(place[2])) : undefined
    if (found != null) return find(found, path.slice(length))
  }
  return undefined
}

function member(values: Value, name: string): Value {
  if (isGrid(values)) {
    if (Object.hasOwn(values, name)) return values[name]
    const lowered = name.toLowerCase()
    return Object.entries(values).find(([key]) => key.toLowerCase() === lowered)?.[1]
  }
  return name === 'length' && (isList(values) || typeof values === 'string') ? values.length : undefined
}
