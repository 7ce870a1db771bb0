import type { KeyboardEvent } from 'react'
import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { Fault } from '../definition/faults'
import { joinToBefore, movePage, removePage, setPage } from '../definition/pages'
import { questionsOf } from '../definition/places'
import { expressionWords } from '../logic/sentence'
import { OWN, withWords, wordsIn } from '../words/words'
import classes from './editor.module.css'
import { QuestionList } from './question-list'
import { RuleField } from './rule-field'
import { Fold } from './small-fields'
import { pageId, type SurveyEditor } from './use-survey-editor'

interface PageBoxProps {
  editor: SurveyEditor
  page: number
  faults: Fault[]
  numbers: Map<string, number>
}

/** A page with its questions, and what can be done with the page. */
export function PageBox({ editor, page, faults, numbers }: PageBoxProps) {
  const { survey, change, open } = editor
  const { title, visibleIf, elements } = survey.pages[page]!
  const named = `page ${page + 1}`
  const pages = survey.pages.length
  const move = (by: 1 | -1) => {
    if (!survey.pages[page + by]) return
    open(undefined)
    change(movePage(survey, page, by), { focus: pageId(page + by), say: `It is page ${page + by + 1} now` })
  }
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
    if (!by || !event.altKey) return
    event.preventDefault()
    move(by)
  }
  const before = questionsOf(survey).filter(({ at }) => at[0]! < page)
  return (
    <section className={classes.page} aria-label={`Page ${page + 1}`}>
      <div className={classes.pageLine}>
        <span className={classes.pageNumber}>Page {page + 1}</span>
        <input
          id={pageId(page)}
          className={classes.pageTitle}
          aria-label={`Title of page ${page + 1}`}
          placeholder="Title, if it needs one"
          value={wordsIn(title)}
          onChange={(event) =>
            change(setPage(survey, page, { title: withWords(title, OWN, event.currentTarget.value) }), {
              place: `page.${page}`,
            })
          }
          onKeyDown={press}
        />
        <span className={classes.tools}>
          <IconButton label={`Move ${named} up`} disabled={page === 0} onClick={() => move(-1)}>
            <Icon name="up" />
          </IconButton>
          <IconButton label={`Move ${named} down`} disabled={page === pages - 1} onClick={() => move(1)}>
            <Icon name="below" />
          </IconButton>
          {page > 0 && (
            <IconButton
              label={`Join ${named} to the one before`}
              onClick={() => {
                open(undefined)
                change(joinToBefore(survey, page), { focus: pageId(page - 1), say: 'The pages are one now' })
              }}
            >
              <Icon name="link" />
            </IconButton>
          )}
          <IconButton
            label={`Remove ${named}${elements.length > 0 ? ' with its questions' : ''}`}
            disabled={pages === 1}
            onClick={() => {
              open(undefined)
              change(removePage(survey, page), {
                focus: pageId(Math.max(0, page - 1)),
                say: 'The page was removed. Ctrl+Z brings it back.',
              })
            }}
          >
            <Icon name="close" />
          </IconButton>
        </span>
      </div>
      {page > 0 && (
        <Fold
          title="When it is shown"
          note={visibleIf ? `only when ${expressionWords(visibleIf, survey)}` : 'to everybody who gets here'}
        >
          <RuleField
            lead="This page is shown only when"
            survey={survey}
            expression={visibleIf}
            questions={before}
            onExpression={(next, field) =>
              change(setPage(survey, page, { visibleIf: next }), { place: field && `page.${page}.${field}` })
            }
          />
        </Fold>
      )}
      <QuestionList editor={editor} parent={[page]} faults={faults} numbers={numbers} />
    </section>
  )
}
