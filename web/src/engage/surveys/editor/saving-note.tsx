import { TextButton } from '~/design/button'
import { formatClock } from '~/design/dates'
import classes from './saving.module.css'
import type { SurveySaving } from './use-autosave'

/** What stands in the way of saving, and the ways out of it. Nothing where all is well. */
export function SavingNote({ saving, onTakeTheirs }: { saving: SurveySaving; onTakeTheirs: () => void }) {
  const now = saving.saving
  if (now.state === 'conflict')
    return (
      <div className={classes.trouble} role="alert">
        <p>{now.says} Yours is not saved yet.</p>
        <TextButton small onClick={onTakeTheirs}>
          Take theirs
        </TextButton>
        <TextButton small onClick={() => void saving.keepMine()}>
          Keep mine and write over theirs
        </TextButton>
      </div>
    )
  if (now.state === 'failed')
    return (
      <div className={classes.trouble} role="alert">
        <p>Not saved. {now.says}</p>
        <TextButton small onClick={() => void saving.retry()}>
          Save again
        </TextButton>
      </div>
    )
  return null
}

const WORDS = { waiting: 'Saving …', sending: 'Saving …', conflict: 'Not saved', failed: 'Not saved' }

export function savingWords({ saving }: SurveySaving): string {
  if (saving.state !== 'saved') return WORDS[saving.state]
  return saving.at ? `Saved ${formatClock(saving.at)}` : 'Saved'
}
