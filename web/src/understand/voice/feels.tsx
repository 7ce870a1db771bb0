import { FeelingMark } from '~/design/feeling'
import type { Label } from './queries'
import classes from './sentences.module.css'

export const FEELS: [Label, number | null][] = [
  ['negative', -1],
  ['neutral', 0],
  ['positive', 1],
  ['mixed', null],
  ['unsure', null],
]

/** What is felt; the keys 1 to 5 choose too. */
export function Feels({ label, onFeel }: { label: Label; onFeel: (label: Label) => void }) {
  return (
    <div className={classes.feels} role="group" aria-label="Feels">
      {FEELS.map(([feels, value], at) => (
        <button
          key={feels}
          type="button"
          value="feels"
          aria-pressed={label === feels}
          aria-keyshortcuts={String(at + 1)}
          onClick={() => onFeel(feels)}
        >
          {value !== null && <FeelingMark value={value} />} {feels}
        </button>
      ))}
    </div>
  )
}
