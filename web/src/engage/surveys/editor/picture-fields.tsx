import { IconButton, TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { Icon } from '~/design/icon'
import { asChoice, newChoice, shortest } from '../definition/choices'
import type { Choice } from '../definition/definition'
import { OWN, withWords, wordsIn } from '../words/words'
import classes from './fields.module.css'
import type { OwnFieldsProps } from './scale-fields'

/** Pictures to choose from: where each is, and what it is called for those who do not see it. */
export function PictureFields({ question, set }: OwnFieldsProps) {
  const choices = (question.choices ?? []).map(asChoice)
  const write = (next: Choice[], field?: string) => set({ choices: next.map(shortest) }, field)
  const change = (at: number, changes: Partial<Choice>, field: string) =>
    write(
      choices.map((one, place) => (place === at ? { ...one, ...changes } : one)),
      `${field}.${at}`,
    )
  return (
    <fieldset className={classes.choices}>
      <legend>Pictures</legend>
      {choices.map((choice, at) => (
        <div key={at} className={classes.picture}>
          <TextField
            label={`Picture ${at + 1}: address`}
            type="url"
            value={wordsIn(choice.imageLink)}
            placeholder="https://"
            onChange={(event) => change(at, { imageLink: event.currentTarget.value }, 'link')}
          />
          <TextField
            label="What it shows"
            value={wordsIn(choice.text) || String(choice.value)}
            onChange={(event) =>
              change(at, { text: withWords(choice.text, OWN, event.currentTarget.value) }, 'text')
            }
          />
          <IconButton label={`Remove picture ${at + 1}`} onClick={() => write(choices.toSpliced(at, 1))}>
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <TextButton small onClick={() => write([...choices, { value: newChoice(choices, 'Picture') }])}>
        <Icon name="plus" /> Add a picture
      </TextButton>
    </fieldset>
  )
}
