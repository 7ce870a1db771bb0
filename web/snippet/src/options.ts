import type { Options } from './types'

const NAMES = [
  'writeKey',
  'host',
  'pages',
  'consent',
  'autocapture',
  'surveys',
  'cookieDomain',
  'touchpoint',
  'debug',
] as const

/** Options as `regard.load` got them or as the script's attributes say: `data-write-key` or `data-regard-write-key`. */
export function readOptions(script: HTMLScriptElement | null, given: Partial<Options> = {}): Options {
  const said = script ? script.dataset : {}
  const found: Record<string, unknown> = {}
  for (const name of NAMES) {
    found[name] = given[name] ?? said[name] ?? said['regard' + name[0]!.toUpperCase() + name.slice(1)]
  }
  const host = found.host as string | undefined
  found.host = new URL(host ? host.replace(/\/*$/, '/') : '.', (script && script.src) || location.href).href
  return found as unknown as Options
}
