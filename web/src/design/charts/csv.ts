export type Cell = string | number | null

/** A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. */
const harmless = (cell: Cell) => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: Cell) => {
  const text = String(harmless(cell) ?? '')
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/** Comma-separated values with a head line, numbers in full precision with a point. */
export function toCsv(columns: string[], rows: Cell[][]): string {
  return [columns, ...rows].map((row) => row.map(quoted).join(',')).join('\n') + '\n'
}
