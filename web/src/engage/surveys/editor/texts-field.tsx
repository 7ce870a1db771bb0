import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { Line } from '../definition/definition'
import { OWN, withWords, wordsIn } from '../words/words'
import classes from './fields.module.css'
import type { OwnFieldsProps } from './scale-fields'

/** Several short texts, each with a title. */
export function TextsField({ question, set }: OwnFieldsProps) {
  const texts = question.items ?? []
  const write = (next: Line[], field?: string) => set({ items: next }, field)
  const add = () => {
    const taken = new Set(texts.map(({ name }) => name))
    let number = texts.length + 1
    while (taken.has(`text${number}`)) number += 1
    write([...texts, { name: `text${number}` }])
  }
  return (
    <fieldset className={classes.choices}>
      <legend>Texts to fill in</legend>
      <ol>
        {texts.map((text, at) => (
          <li key={at}>
            <input
              className={classes.choice}
              aria-label={`Title of text ${at + 1}`}
              placeholder={text.name}
              value={wordsIn(text.title)}
              onChange={(event) => {
                const title = withWords(text.title, OWN, event.currentTarget.value)
                write(
                  texts.map((one, place) =>
                    place === at ? { name: one.name, ...(title ? { title } : {}) } : one,
                  ),
                  `text.${at}`,
                )
              }}
            />
            <IconButton label={`Remove text ${at + 1}`} onClick={() => write(texts.toSpliced(at, 1))}>
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ol>
      <TextButton small onClick={add}>
        <Icon name="plus" /> Add a text
      </TextButton>
    </fieldset>
  )
}
