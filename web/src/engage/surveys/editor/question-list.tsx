import { listAt, type At } from '../definition/places'
import { AddQuestion } from './add-question'
import classes from './editor.module.css'
import { QuestionCard, type CardProps } from './question-card'

/** The questions of a page or a group, and the way to add one. */
export function QuestionList({ editor, parent, ...rest }: Omit<CardProps, 'at'> & { parent: At }) {
  const list = listAt(editor.survey, parent)
  const isGroup = parent.length > 1
  return (
    <div className={isGroup ? classes.group : undefined}>
      <ol className={classes.cards}>
        {list.map((_, place) => (
          <QuestionCard key={place} editor={editor} at={[...parent, place]} {...rest} />
        ))}
      </ol>
      <div className={classes.adding}>
        <AddQuestion
          label={isGroup ? 'Add a question to the group' : `Add a question to page ${parent[0]! + 1}`}
          shown={isGroup ? 'Add to the group' : 'Add a question'}
          onAdd={(kind) => editor.add([...parent, list.length], kind)}
        />
      </div>
    </div>
  )
}
