/** An order that is another for each respondent and the same whenever they come back. */
const LARGEST = 2 ** 32

/** A number from a text: FNV-1a. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const sign of text) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0
  return hash
}

/** The same members in an order that follows from a seed: Fisher and Yates, drawn with xorshift. */
export function shuffled<One>(members: readonly One[], seed: number): One[] {
  const found = [...members]
  let state = seed || 1
  for (let at = found.length - 1; at > 0; at--) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const other = Math.floor(((state >>> 0) / LARGEST) * (at + 1))
    ;[found[at], found[other]] = [found[other]!, found[at]!]
  }
  return found
}

/** Choices in the order a question asks for; what has no place in it (other, none) is added behind. */
export function ordered<One>(
  members: One[],
  order: string | undefined,
  seed: number,
  text: (one: One) => string,
) {
  if (order === 'random') return shuffled(members, seed)
  if (order !== 'asc' && order !== 'desc') return members
  const found = [...members].sort((one, other) => text(one).localeCompare(text(other)))
  return order === 'asc' ? found : found.reverse()
}
