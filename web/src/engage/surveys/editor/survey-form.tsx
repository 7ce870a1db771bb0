import { useMemo, useState } from 'react'
import { Panel } from '~/design/panel'
import { faultsOf } from '../definition/faults'
import { readDefinition } from '../definition/reading'
import type { KeptSurvey } from '../queries'
import { SurveyViews } from '../survey-views'
import classes from './editor.module.css'
import { EditorTools } from './editor-tools'
import { FaultList } from './fault-list'
import { JsonTab } from './json-tab'
import { LanguagesTab } from './languages-tab'
import { LookTab } from './look-tab'
import { PreviewPane, type Device } from './preview-pane'
import { QuestionsTab } from './questions-tab'
import { RulesTab } from './rules-tab'
import { SavingNote } from './saving-note'
import { useAutosave } from './use-autosave'
import { useSurveyEditor } from './use-survey-editor'

const TABS = [
  ['questions', 'Questions'],
  ['rules', 'Rules'],
  ['languages', 'Languages'],
  ['look', 'Look'],
  ['json', 'JSON'],
] as const
type Tab = (typeof TABS)[number][0]

/** The builder: on the left what is asked, on the right how it looks to those who answer. */
export function SurveyForm({ kept, onTakeTheirs }: { kept: KeptSurvey; onTakeTheirs: () => void }) {
  const [first] = useState(
    () => readDefinition(kept.definition) ?? { pages: [{ name: 'page1', elements: [] }] },
  )
  const editor = useSurveyEditor(first, kept.begun > 0)
  const [name, setName] = useState(kept.name)
  const [tab, show] = useState<Tab>('questions')
  const [device, setDevice] = useState<Device>('phone')
  const { survey } = editor
  const draft = useMemo(
    () => ({ name: name.trim() || kept.name, definition: survey }),
    [name, survey, kept.name],
  )
  const saving = useAutosave(kept, draft)
  const faults = useMemo(() => faultsOf(survey), [survey])
  return (
    <>
      <SurveyViews kept={kept} view="edit" />
      <div className={classes.desk} data-wide={device === 'desktop' || undefined}>
        <Panel
          label="Builder"
          level={1}
          title={
            <input
              className={classes.name}
              aria-label="Name of the survey"
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
              onBlur={() => name.trim() === '' && setName(kept.name)}
            />
          }
          tools={
            <EditorTools
              kept={kept}
              editor={editor}
              saving={saving}
              stops={faults.filter(({ stops }) => stops)}
            />
          }
        >
          <SavingNote saving={saving} onTakeTheirs={onTakeTheirs} />
          <div className={classes.tabs} role="group" aria-label="Parts of the builder">
            {TABS.map(([key, words]) => (
              <button key={key} type="button" aria-pressed={tab === key} onClick={() => show(key)}>
                {words}
              </button>
            ))}
          </div>
          {tab === 'questions' && <QuestionsTab editor={editor} faults={faults} />}
          {tab === 'rules' && <RulesTab editor={editor} onGo={() => show('questions')} />}
          {tab === 'languages' && <LanguagesTab editor={editor} />}
          {tab === 'look' && <LookTab editor={editor} isPromised={kept.version !== null} />}
          {tab === 'json' && <JsonTab editor={editor} name={name} />}
          <FaultList
            faults={faults}
            onGo={(at) => {
              show('questions')
              editor.open(at)
            }}
          />
          <p className="spoken" role="status">
            {editor.said}
          </p>
        </Panel>
        <div className={classes.beside}>
          <PreviewPane survey={survey} page={editor.opened?.[0]} device={device} onDevice={setDevice} />
        </div>
      </div>
    </>
  )
}
