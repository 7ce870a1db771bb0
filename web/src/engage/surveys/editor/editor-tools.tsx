import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import type { Fault } from '../definition/faults'
import { publishSurvey, type KeptSurvey } from '../queries'
import { savingWords } from './saving-note'
import classes from './editor.module.css'
import type { SurveySaving } from './use-autosave'
import type { SurveyEditor } from './use-survey-editor'

interface EditorToolsProps {
  kept: KeptSurvey
  editor: SurveyEditor
  saving: SurveySaving
  stops: Fault[]
}

/** Back and forth, whether it is saved, and the way out to those who answer. */
export function EditorTools({ kept, editor, saving, stops }: EditorToolsProps) {
  const publish = useChange(['surveys'], publishSurvey)
  const [busy, setBusy] = useState(false)
  const isFirst = kept.version === null
  const hasNews = isFirst || kept.has_changes || saving.saving.state !== 'saved'
  const send = async () => {
    setBusy(true)
    await saving.flush()
    setBusy(false)
    if (saving.isSaved()) publish.mutate(kept.id)
  }
  return (
    <>
      <span className="note faint one-line" role="status">
        {savingWords(saving)}
      </span>
      <TextButton disabled={!editor.canUndo} onClick={editor.undo}>
        Undo
      </TextButton>
      <TextButton disabled={!editor.canRedo} onClick={editor.redo}>
        Redo
      </TextButton>
      <button
        type="button"
        className={mainButtonClass}
        disabled={stops.length > 0 || !hasNews || busy || publish.isPending}
        title={stops[0] ? `${stops[0].where}: ${stops[0].says}` : undefined}
        onClick={() => void send()}
      >
        {isFirst ? 'Publish' : hasNews ? 'Publish the changes' : 'Published'}
      </button>
      {publish.isError && (
        <p className={classes.fault} role="alert">
          {troubleOf(publish.error).detail}
        </p>
      )}
    </>
  )
}
