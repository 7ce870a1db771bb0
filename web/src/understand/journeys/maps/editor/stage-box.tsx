import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { PickerOption } from '~/design/picker-options'
import type { FilledMap } from '../maps-queries'
import { addStep, countSteps, moveStage, MOST_STEPS, removeStage, setStage } from './editing'
import classes from './editor.module.css'
import { StepRow } from './step-row'
import { stageId, stepId, type MapEditor } from './use-map-editor'

interface StageBoxProps {
  editor: MapEditor
  at: number
  choices: PickerOption[]
  filled: FilledMap | undefined
  /** The number of the stage's first step in the whole map. */
  first: number
}

/** A stage with its steps. */
export function StageBox({ editor, at, choices, filled, first }: StageBoxProps) {
  const { map, change } = editor
  const stage = map.stages[at]!
  const named = stage.name || `stage ${at + 1}`
  const steps = countSteps(map)
  const moveBy = (by: 1 | -1) =>
    change(moveStage(map, at, by), { focus: stageId(at + by), say: `${named} is now stage ${at + by + 1}` })
  return (
    <section className={classes.stage} aria-label={named}>
      <div className={classes.stageLine}>
        <input
          id={stageId(at)}
          className={classes.stageInput}
          type="text"
          aria-label={`Name of stage ${at + 1}`}
          value={stage.name}
          maxLength={120}
          placeholder="Stage, as: buying"
          onChange={(event) =>
            change(setStage(map, at, { name: event.currentTarget.value }), { place: `${at}.name` })
          }
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
            event.preventDefault()
            const by = event.key === 'ArrowDown' ? 1 : -1
            if (map.stages[at + by]) moveBy(by)
          }}
        />
        <span className={classes.tools}>
          <IconButton label={`Move stage ${named} up`} disabled={at === 0} onClick={() => moveBy(-1)}>
            <span aria-hidden>↑</span>
          </IconButton>
          <IconButton
            label={`Move stage ${named} down`}
            disabled={at === map.stages.length - 1}
            onClick={() => moveBy(1)}
          >
            <span aria-hidden>↓</span>
          </IconButton>
          <IconButton
            label={`Remove stage ${named} with its steps`}
            disabled={map.stages.length === 1 || steps === stage.steps.length}
            onClick={() =>
              change(removeStage(map, at), {
                focus: stageId(Math.max(0, at - 1)),
                say: `Stage ${named} was removed`,
              })
            }
          >
            <Icon name="close" />
          </IconButton>
        </span>
      </div>
      <ol className={classes.steps}>
        {stage.steps.map((_, step) => (
          <StepRow
            key={step}
            editor={editor}
            at={{ stage: at, step }}
            choices={choices}
            filled={filled?.steps[first + step]}
            isOnly={steps === 1}
          />
        ))}
      </ol>
      <TextButton
        small
        disabled={steps >= MOST_STEPS}
        onClick={() =>
          change(addStep(map, { stage: at, step: stage.steps.length - 1 }), {
            focus: stepId(at, stage.steps.length),
            say: `A step was added to ${named}`,
          })
        }
      >
        Add a step<span className="spoken"> to {named}</span>
      </TextButton>
    </section>
  )
}
