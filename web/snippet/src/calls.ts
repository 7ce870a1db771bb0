/** The arguments of Segment's methods: up to `most` words, then properties, options and a callback, any of them left out. */
import type { Properties, Said } from './types'

export interface Arguments {
  words: (string | undefined)[]
  properties: Properties
  said: Said
  callback?: () => void
}

export function readArguments(given: unknown[], most: number): Arguments {
  const rest = given.filter((one) => typeof one !== 'function')
  const words: (string | undefined)[] = []
  while (words.length < most && rest.length && (rest[0] == null || typeof rest[0] !== 'object')) {
    const word = rest.shift()
    words.push(word == null ? undefined : String(word))
  }
  return {
    words,
    properties: { ...(rest[0] as Properties) },
    said: { ...(rest[1] as Said) },
    callback: given.find((one) => typeof one === 'function') as (() => void) | undefined,
  }
}
