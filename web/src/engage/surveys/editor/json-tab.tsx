import { useRef, useState } from 'react'
import { TextButton } from '~/design/button'
import { CopyButton } from '~/design/copy-block'
import { AreaField } from '~/design/field'
import { Failed } from '~/design/states'
import { parseDefinition, type Refused } from '../definition/reading'
import classes from './tabs.module.css'
import type { SurveyEditor } from './use-survey-editor'

/** The survey as SurveyJS writes it, for those who would rather type, and to bring one along or take it away. */
export function JsonTab({ editor, name }: { editor: SurveyEditor; name: string }) {
  const { survey, change } = editor
  const written = JSON.stringify(survey, null, 2)
  const [typed, type] = useState<string>()
  const [refused, refuse] = useState<Refused>()
  const input = useRef<HTMLInputElement>(null)
  const take = (text: string) => {
    const read = parseDefinition(text)
    if ('refused' in read) return refuse(read.refused)
    refuse(undefined)
    type(undefined)
    editor.open(undefined)
    change(read.survey, { say: 'The survey is as the JSON says' })
  }
  const save = () => {
    const address = URL.createObjectURL(new Blob([`${written}\n`], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() || 'survey'}.json`
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <div className={classes.json}>
      <AreaField
        label="SurveyJS JSON"
        hint="Whatever the builder does not know stays as it is"
        rows={28}
        value={typed ?? written}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {refused && <Failed trouble={{ ...refused, lasting: true }} />}
      <div className={classes.foot}>
        <TextButton disabled={typed === undefined} onClick={() => take(typed!)}>
          Take over
        </TextButton>
        <TextButton disabled={typed === undefined} onClick={() => type(undefined)}>
          Leave as it was
        </TextButton>
        <CopyButton text={written} />
        <TextButton onClick={save}>Save as a file</TextButton>
        <TextButton onClick={() => input.current?.click()}>Open a file</TextButton>
        <input
          ref={input}
          hidden
          type="file"
          accept="application/json,.json"
          aria-label="A survey as JSON"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) void file.text().then(take)
          }}
        />
      </div>
    </div>
  )
}
