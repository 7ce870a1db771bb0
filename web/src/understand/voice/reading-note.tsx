import type { Progress } from './queries'
import classes from './voice.module.css'
import { progressWords } from './wording'

/** While texts wait: how many, and how long that takes. The figures below hold for what was read. */
export function ReadingNote({ progress }: { progress: Progress }) {
  if (progress.waiting === 0) return null
  const share = progress.texts ? (100 * progress.read) / progress.texts : 0
  return (
    <div className={classes.reading} role="status">
      <progress max={100} value={share} aria-label="Texts that are read" />
      <span>{progressWords(progress)}</span>
    </div>
  )
}
