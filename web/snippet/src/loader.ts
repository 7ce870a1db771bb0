/**
 * The stub to put into a page's head: methods that remember their calls until the script is there.
 * `regard.load("write key", {host: "https://cx.example"})` fetches it.
 */
type Stub = Record<string, unknown> & { early: unknown[][]; options?: Record<string, unknown> }

const home = window as unknown as { regard?: Stub }
const here = document.currentScript as HTMLScriptElement | null

if (!home.regard) {
  const stub: Stub = (home.regard = { early: [] })
  for (const name of 'identify track page screen group alias reset ready debug consent flush'.split(' ')) {
    stub[name] = (...given: unknown[]) => void stub.early.push([name, ...given])
  }
  stub.load = (writeKey: string, options: { host: string; integrity?: string }) => {
    stub.options = { ...options, writeKey }
    const script = document.createElement('script')
    script.async = true
    script.src = options.host.replace(/\/*$/, '/regard.js')
    script.crossOrigin = 'anonymous'
    if (options.integrity) script.integrity = options.integrity
    if (here) script.nonce = here.nonce
    document.head.append(script)
  }
}
