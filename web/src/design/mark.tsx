/** Regard's mark: a ring of four arcs, one per stage of the loop. With `lit`, only that arc is. */
const ARCS = [0, 1, 2, 3].map((quarter) => {
  const at = (degrees: number) => {
    const angle = ((degrees + quarter * 90 - 90) * Math.PI) / 180
    return `${(10 + 7.6 * Math.cos(angle)).toFixed(2)} ${(10 + 7.6 * Math.sin(angle)).toFixed(2)}`
  }
  return `M${at(9)} A7.6 7.6 0 0 1 ${at(81)}`
})

export function Mark({ size = 20, lit }: { size?: number; lit?: number }) {
  const whole = lit === undefined
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" strokeWidth={3} aria-hidden>
      {ARCS.map((arc, quarter) => (
        <path key={arc} d={arc} stroke={arcColour(whole, lit === quarter)} />
      ))}
      {whole && <circle cx={10} cy={10} r={2.7} fill="var(--accent)" />}
    </svg>
  )
}

function arcColour(whole: boolean, lit: boolean): string {
  if (whole) return 'var(--accent)'
  return lit ? 'var(--soft)' : 'var(--line)'
}
