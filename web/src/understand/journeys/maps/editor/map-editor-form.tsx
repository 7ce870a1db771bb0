import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { buttonClass, mainButtonClass, TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import journeys from '../../journeys.module.css'
import type { StepChoices } from '../../step-options'
import { draftQuery, type KeptMap } from '../maps-queries'
import { percent } from '../wording'
import { addStage, countable, countSteps, MOST_STAGES, newMap, whatIsMissing } from './editing'
import classes from './editor.module.css'
import { MapTerms } from './map-terms'
import { options } from './matchers'
import { StageBox } from './stage-box'
import { stageId, useMapEditor } from './use-map-editor'
import { useLeaving, useSaving } from './use-saving'

/** The whole map, to be changed. */
export function MapEditorForm({ kept, choices }: { kept: KeptMap | undefined; choices: StepChoices }) {
  const editor = useMapEditor(kept?.definition ?? newMap())
  const { map, change } = editor
  const [asked] = useDebouncedValue(map, 350)
  const figures = useQuery(draftQuery(countable(asked)))
  const { trouble, busy, isSaved, save, remove } = useSaving(kept)
  const missing = whatIsMissing(map)
  useLeaving(editor.isChanged && !isSaved)
  const offered = options(choices)
  return (
    <form
      className={journeys.column}
      onSubmit={(event) => {
        event.preventDefault()
        if (!missing && !busy) void save(map)
      }}
    >
      <Panel
        level={1}
        title={kept ? `Edit ${kept.definition.name}` : 'New journey map'}
        note={
          <span id="editor-keys">Enter adds a step below · Alt+↑ and Alt+↓ move · Ctrl+Z takes back</span>
        }
        tools={
          <>
            <TextButton disabled={!editor.canUndo} onClick={editor.undo}>
              Undo
            </TextButton>
            <TextButton disabled={!editor.canRedo} onClick={editor.redo}>
              Redo
            </TextButton>
          </>
        }
      >
        <MapTerms editor={editor} />
        <div className={classes.stages}>
          {map.stages.map((_, at) => (
            <StageBox
              key={at}
              editor={editor}
              at={at}
              choices={offered}
              filled={figures.data}
              first={countSteps({ ...map, stages: map.stages.slice(0, at) })}
            />
          ))}
        </div>
        <div className={classes.actions}>
          <TextButton
            disabled={map.stages.length >= MOST_STAGES}
            onClick={() =>
              change(addStage(map, map.stages.length - 1), {
                focus: stageId(map.stages.length),
                say: 'A stage was added',
              })
            }
          >
            Add a stage
          </TextButton>
          <p className="note soft" aria-live="polite" aria-busy={figures.isFetching}>
            {figures.data && figures.data.customers > 0 && (
              <>
                {percent(figures.data.fitting)} of {formatCount(figures.data.customers)} journeys in the whole
                log fit so far
              </>
            )}
            {figures.data?.customers === 0 &&
              'Nobody in the log is on this map yet: say which interactions its steps are.'}
          </p>
        </div>
        {figures.isError && <Failed trouble={troubleOf(figures.error)} />}
        {trouble && <Failed trouble={trouble} />}
        <div className={classes.actions}>
          <button type="submit" className={mainButtonClass} disabled={Boolean(missing) || busy}>
            {kept ? 'Save changes' : 'Save map'}
          </button>
          {kept ? (
            <Link to="/journeys/maps/$slug" params={{ slug: kept.slug }} className={buttonClass}>
              Leave it as it was
            </Link>
          ) : (
            <Link to="/journeys/maps" className={buttonClass}>
              Leave
            </Link>
          )}
          {kept && (
            <ConfirmButton sure="Delete the map for good" waiting={busy} onConfirm={() => void remove()}>
              Delete
            </ConfirmButton>
          )}
          {missing && <span className="note soft">{missing}</span>}
        </div>
        <p className="spoken" role="status">
          {editor.said}
        </p>
      </Panel>
    </form>
  )
}
