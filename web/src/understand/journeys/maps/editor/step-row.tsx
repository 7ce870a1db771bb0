import { useState, type KeyboardEvent } from 'react'
import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import type { PickerOption } from '~/design/picker-options'
import type { FilledStep } from '../maps-queries'
import classes from './editor.module.css'
import { addStep, nextPlace, putStep, removeStep, setStep, type At } from './editing'
import { dropping } from './dropping'
import { chosenOf, toggled, told } from './matchers'
import { StepCount } from './step-count'
import { StepMore } from './step-more'
import { stepId, type MapEditor } from './use-map-editor'

interface StepRowProps {
  editor: MapEditor
  at: At
  choices: PickerOption[]
  filled: FilledStep | undefined
  isOnly: boolean
}

/** One step: its name, which interactions it is with how many customers that is now, and where it stands. */
export function StepRow({ editor, at, choices, filled, isOnly }: StepRowProps) {
  const { map, change } = editor
  const step = map.stages[at.stage]!.steps[at.step]!
  const [open, show] = useState(false)
  const named = step.name || `step ${at.step + 1}`
  const set = (changes: Partial<typeof step>, field = '') =>
    change(setStep(map, at, changes), { place: field && `${at.stage}.${at.step}.${field}` })
  const moveBy = (by: 1 | -1) => {
    const to = nextPlace(map, at, by)
    if (!to) return
    const stage = map.stages[to.stage]!.name || `stage ${to.stage + 1}`
    change(putStep(map, at, to), {
      focus: stepId(to.stage, to.step),
      say: `${named} is now step ${to.step + 1} of ${stage}`,
    })
  }
  const press = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      moveBy(event.key === 'ArrowDown' ? 1 : -1)
    } else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLInputElement &&
      event.target.type === 'text'
    ) {
      event.preventDefault()
      change(addStep(map, at), { focus: stepId(at.stage, at.step + 1), say: 'A step was added below' })
    }
  }
  return (
    <li className={classes.step} {...dropping(editor, at)}>
      <div className={classes.line}>
        <span
          className={classes.handle}
          draggable
          aria-hidden
          title="Drag to another place"
          onDragStart={(event) => event.dataTransfer.setData('text/plain', JSON.stringify(at))}
        >
          ⠿
        </span>
        <input
          id={stepId(at.stage, at.step)}
          className={classes.input}
          type="text"
          aria-label={`Name of step ${at.step + 1} of stage ${at.stage + 1}`}
          aria-describedby="editor-keys"
          value={step.name}
          maxLength={120}
          placeholder="What happens, as: orders"
          onChange={(event) => set({ name: event.currentTarget.value }, 'name')}
          onKeyDown={press}
        />
        <Picker
          small
          several
          label={`Which interactions are ${named}`}
          shown={told(step.matches) || 'Choose interactions'}
          options={choices}
          chosen={chosenOf(step.matches)}
          onPick={(key) => set({ matches: toggled(step.matches, key) })}
        />
        <StepCount filled={filled} isSeen={Boolean(step.matches)} />
        <span className={classes.tools}>
          <IconButton
            label={`Move ${named} up`}
            disabled={!nextPlace(map, at, -1)}
            onClick={() => moveBy(-1)}
          >
            <span aria-hidden>↑</span>
          </IconButton>
          <IconButton
            label={`Move ${named} down`}
            disabled={!nextPlace(map, at, 1)}
            onClick={() => moveBy(1)}
          >
            <span aria-hidden>↓</span>
          </IconButton>
          <TextButton
            small
            aria-expanded={open}
            aria-label={`More about ${named}`}
            onClick={() => show(!open)}
          >
            More
          </TextButton>
          <IconButton
            label={`Remove ${named}`}
            disabled={isOnly}
            onClick={() =>
              change(removeStep(map, at), {
                focus: stepId(at.stage, Math.max(0, at.step - 1)),
                say: `${named} was removed`,
              })
            }
          >
            <Icon name="close" />
          </IconButton>
        </span>
      </div>
      {open && <StepMore step={step} named={named} choices={choices} set={set} />}
    </li>
  )
}
