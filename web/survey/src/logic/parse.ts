/** Expressions as a tree, read by descent; nothing is ever run as code. See regard/engage/surveys/logic/parsing.py. */
import { AFTER, LEVELS, NEGATION, type Signs } from './signs'
import type { Node } from './tree'

const WORD = /[a-z_]+(?:\d+[a-z_]*)*/iy
const NUMBER = /-?(?:\d+\.\d+|[1-9]\d*|0(?!\d))/y
const HEXADECIMAL = /0x\d+/y
const TEXT = /'((?:\\'|\\"|[^"'])*)'|"((?:\\'|\\"|[^"'])*)"/y
const NAME = /\{([^{}]+)\}/y
const SPACE = /[ \t\n\r]*/y

const known = new Map<string, Node>()

/** The tree of an expression. Throws where it cannot be read; the server has checked that it can. */
export function parse(text: string): Node {
  let found = known.get(text)
  if (!found) known.set(text, (found = new Reading(text).all()))
  return found
}

class Reading {
  private text: string
  private at = 0
  constructor(text: string) {
    this.text = text
  }

  all(): Node {
    const found = this.level(0)
    this.space()
    if (this.at < this.text.length) this.refuse()
    return found
  }

  private refuse(): never {
    throw new SyntaxError(`${this.text} at ${this.at}`)
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at = pattern.lastIndex
    return found
  }

  private space() {
    this.take(SPACE)
  }

  private operator(among: Signs): string | undefined {
    for (const [sign, name] of among) {
      if (this.text.substr(this.at, sign.length).toLowerCase() === sign) {
        this.at += sign.length
        return name
      }
    }
    return undefined
  }

  private sign(text: string): boolean {
    const isThere = this.text.startsWith(text, this.at)
    if (isThere) this.at += text.length
    return isThere
  }

  private level(number: number): Node {
    if (number === LEVELS.length) return this.factor()
    this.space()
    let left = this.level(number + 1)
    for (;;) {
      const before = this.at
      this.space()
      const name = this.operator(LEVELS[number]!)
      if (!name) {
        this.at = before
        return left
      }
      this.space()
      left = { is: 'binary', name, left, right: this.level(number + 1) }
    }
  }

  private factor(): Node {
    this.space()
    if (this.sign('(')) {
      const found = this.level(0)
      this.end(')')
      return found
    }
    const before = this.at
    const word = this.take(WORD)
    if (word && this.sign('(')) return { is: 'call', name: word[0], members: this.members(')') }
    this.at = before
    if (this.operator(NEGATION)) return { is: 'unary', name: 'negate', of: this.factor() }
    const atom = this.atom()
    if (atom) return this.after(atom)
    if (this.sign('[')) return { is: 'list', members: this.members(']') }
    return this.refuse()
  }

  private after(atom: Node): Node {
    const before = this.at
    this.space()
    const name = this.operator(AFTER)
    if (name) return { is: 'unary', name, of: atom }
    this.at = before
    return atom
  }

  private atom(): Node | undefined {
    let found = this.take(HEXADECIMAL)
    if (found) return { is: 'value', value: parseInt(found[0], 16) }
    if ((found = this.take(NUMBER))) return { is: 'value', value: Number(found[0]) }
    if ((found = this.take(WORD))) return { is: 'value', value: word(found[0]) }
    if ((found = this.take(TEXT)))
      return { is: 'value', value: (found[1] ?? found[2])!.replace(/\\(["'])/g, '$1'), isQuoted: true }
    if ((found = this.take(NAME))) return { is: 'name', name: found[1]! }
    return undefined
  }

  private members(end: string): Node[] {
    const found: Node[] = []
    this.space()
    if (this.sign(end)) return found
    do {
      found.push(this.level(0))
      this.space()
    } while (this.sign(','))
    this.end(end)
    return found
  }

  private end(text: string) {
    this.space()
    if (!this.sign(text)) this.refuse()
  }
}

function word(text: string): unknown {
  if (text === 'undefined' || text === 'null') return null
  const lowered = text.toLowerCase()
  return lowered === 'true' ? true : lowered === 'false' ? false : text
}
