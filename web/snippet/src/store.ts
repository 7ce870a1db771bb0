/** What is kept on the visitor's device, if anything: localStorage, and a cookie where that is wanted or all there is. */
export interface Store {
  read(name: string): string | null
  write(name: string, value: string | null): void
}

const YEAR = 31_536_000

/** The page's localStorage; nothing where the browser forbids it. */
export function findStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

export function readCookie(name: string): string | null {
  const found = document.cookie.split('; ').find((one) => one.startsWith(name + '='))
  if (!found) return null
  const value = found.slice(name.length + 1)
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

export function makeStore(storage: Storage | undefined, domain: string | undefined): Store {
  return {
    read: (name) => readCookie(name) || (storage ? storage.getItem(name) : null),
    write(name, value) {
      try {
        if (value === null) storage?.removeItem(name)
        else storage?.setItem(name, value)
      } catch {
        // Full: the id lives as long as the page.
      }
      if (domain || !storage) {
        document.cookie =
          `${name}=${encodeURIComponent(value || '')};path=/;max-age=${value === null ? 0 : YEAR};samesite=lax` +
          (domain ? ';domain=' + domain : '') +
          (location.protocol === 'https:' ? ';secure' : '')
      }
    },
  }
}
