/** An address with what is asked; what is undefined is left out. */
export function hrefOf(path: string, asked: Record<string, unknown>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== null)
  return `${path}?${new URLSearchParams(given as [string, string][]).toString()}`
}
