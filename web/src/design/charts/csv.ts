export type Cell = string | number | null

const quoted = (cell: Cell) => {
  const text = cell === null ? '' : String(cell)
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/** Comma-separated values with a head line, numbers in full precision with a point. */
export function toCsv(columns: string[], rows: Cell[][]): string {
  return [columns, ...rows].map((row) => row.map(quoted).join(',')).join('\n') + '\n'
}
