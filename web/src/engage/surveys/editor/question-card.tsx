import type { KeyboardEvent } from 'react'
import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { iconOf } from '../definition/kind-icons'
import { kindOf } from '../definition/kinds'
import { isAsked, nextPlace, placedAll, questionAt, sameAt, type At } from '../definition/places'
import type { Fault } from '../definition/faults'
import { expressionWords, shortened, titleOf } from '../logic/sentence'
import classes from './editor.module.css'
import { dropping } from './dropping'
import { QuestionForm } from './question-form'
import { QuestionList } from './question-list'
import { cardId, type SurveyEditor } from './use-survey-editor'

export interface CardProps {
  editor: SurveyEditor
  at: At
  faults: Fault[]
  /** The numbers of questions by their place. */
  numbers: Map<string, number>
}

/** One question: closed a line that says what it is, open everything about it. */
export function QuestionCard({ editor, at, faults, numbers }: CardProps) {
  const { survey } = editor
  const question = questionAt(survey, at)!
  const isOpen = sameAt(editor.opened, at)
  const own = faults.filter((fault) => sameAt(fault.at, at))
  const named = editor.named(at)
  const go = (by: number) => {
    const all = placedAll(survey)
    const next = all[all.findIndex((one) => sameAt(one.at, at)) + by]
    if (next) document.getElementById(cardId(next.at))?.focus()
  }
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
    const inCommand = event.ctrlKey || event.metaKey
    if (by && event.altKey) editor.move(at, by)
    else if (by && event.target instanceof HTMLButtonElement && event.target.id === cardId(at)) go(by)
    else if (event.key.toLowerCase() === 'd' && inCommand) editor.copy(at)
    else if (event.key === 'Delete' && event.target instanceof HTMLButtonElement) editor.remove(at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li className={classes.card} data-open={isOpen || undefined} onKeyDown={press} {...dropping(editor, at)}>
      <div className={classes.line} draggable={!isOpen} onDragStart={dragging(at)}>
        <button
          type="button"
          id={cardId(at)}
          className={classes.opener}
          aria-expanded={isOpen}
          onClick={() => editor.open(isOpen ? undefined : at)}
        >
          <span className={classes.number}>{isAsked(question) ? numbers.get(at.join()) : ''}</span>
          <Icon name={iconOf(question)} size={16} colour="var(--soft)" />
          <span className={classes.title}>
            {shortened(titleOf(question), 120)}
            {question.isRequired && (
              <span className={classes.must} title="Must be answered">
                {' *'}
                <span className="spoken">must be answered</span>
              </span>
            )}
          </span>
          <span className={classes.kind}>{kindOf(question)?.name ?? question.type}</span>
        </button>
        <span className={classes.tools}>
          <IconButton
            label={`Move ${named} up`}
            disabled={!nextPlace(survey, at, -1)}
            onClick={() => editor.move(at, -1)}
          >
            <Icon name="up" />
          </IconButton>
          <IconButton
            label={`Move ${named} down`}
            disabled={!nextPlace(survey, at, 1)}
            onClick={() => editor.move(at, 1)}
          >
            <Icon name="below" />
          </IconButton>
          <IconButton label={`Duplicate ${named}`} onClick={() => editor.copy(at)}>
            <Icon name="copy" />
          </IconButton>
          <IconButton label={`Remove ${named}`} onClick={() => editor.remove(at)}>
            <Icon name="close" />
          </IconButton>
        </span>
      </div>
      {question.visibleIf && !isOpen && (
        <p className={classes.rule}>
          <Icon name="path" size={12} /> only when {expressionWords(question.visibleIf, survey)}
        </p>
      )}
      {own.map(({ says, stops }) => (
        <p key={says} className={classes.fault} data-stops={stops || undefined}>
          <Icon name="warning" size={12} /> {says}
        </p>
      ))}
      {isOpen && <QuestionForm editor={editor} at={at} />}
      {question.type === 'panel' && (
        <QuestionList editor={editor} parent={at} faults={faults} numbers={numbers} />
      )}
    </li>
  )
}

const dragging = (at: At) => (event: React.DragEvent) => {
  event.stopPropagation()
  event.dataTransfer.setData('text/plain', JSON.stringify(at))
}
