/** What runs when the script was loaded: read the options, take over from the stub, begin. */
import { readOptions } from './options'
import { makeRegard } from './regard'
import type { Options, Regard } from './types'

declare const VERSION: string
declare const AUTOCAPTURE_INTEGRITY: string
declare const SURVEYS_INTEGRITY: string

type Early = { early?: [method: string, ...given: unknown[]][]; options?: Partial<Options>; version?: string }
type Home = { regard?: Regard | Early | Early['early'] }

const script = document.currentScript as HTMLScriptElement | null
const home = window as Home
const found = home.regard as Early | Early['early']

if (!found || !('version' in found)) start()

function start() {
  const early = Array.isArray(found) ? found : found?.early || []
  const options = readOptions(script, Array.isArray(found) ? {} : found?.options)
  if (!options.writeKey) return console.warn('regard: no write key. Give the script data-write-key="…".')

  // Into the stub itself, so that whoever holds it holds us.
  const regard = Object.assign(found || {}, makeRegard(options, VERSION))
  home.regard = regard
  // The first page view is ours, unless the page sends it itself.
  const seesPages = options.pages !== 'manual' && !early.some(([name]) => name === 'page')
  const begin = () => {
    if (seesPages) void regard.page()
    early.forEach((call) => regard.push(call))
  }
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', begin, { once: true })
  } else begin()
  if (options.autocapture != null) load(options.host!, 'regard-autocapture.js', AUTOCAPTURE_INTEGRITY)
  if (options.surveys != null) load(options.host!, 'regard-surveys.js', SURVEYS_INTEGRITY)
}

function load(host: string, name: string, integrity: string) {
  const chunk = document.createElement('script')
  chunk.src = host + name
  chunk.crossOrigin = 'anonymous'
  if (integrity) chunk.integrity = integrity
  if (script?.nonce) chunk.nonce = script.nonce
  document.head.append(chunk)
}
