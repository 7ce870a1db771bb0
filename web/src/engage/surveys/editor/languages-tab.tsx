import { useState } from 'react'
import { ConfirmButton } from '~/design/confirm-button'
import { ChoiceField } from '~/design/field'
import { countMissing, phrasesOf, translated, type Phrase } from '../words/translation'
import { languageName, languagesOf, ownLanguage, shownIn, wordsIn } from '../words/words'
import classes from './tabs.module.css'
import fields from './fields.module.css'
import type { SurveyEditor } from './use-survey-editor'

const OFFERED = 'ar cs da de el en es fi fr he hu it ja ko nb nl pl pt ro ru sv tr uk zh'.split(' ')
const byName = (one: [string, string], other: [string, string]) => one[1].localeCompare(other[1])
const named = (list: string[]) => list.map((key): [string, string] => [key, languageName(key)]).sort(byName)

/** The survey in further languages: every text people read beside its translation. */
export function LanguagesTab({ editor }: { editor: SurveyEditor }) {
  const { survey, change } = editor
  const own = ownLanguage(survey)
  const written = languagesOf(survey)
  const [begun, begin] = useState<string[]>([])
  const others = [...new Set([...written, ...begun])].filter((one) => one !== own).sort()
  const [chosen, choose] = useState<string>()
  const shown = chosen && others.includes(chosen) ? chosen : others[0]
  const phrases = phrasesOf(survey)
  const remove = (language: string) => {
    const without = phrases.reduce((now, phrase) => translated(now, phrase, language, ''), survey)
    begin(begun.filter((one) => one !== language))
    change(without, { say: `${languageName(language)} was removed` })
  }
  return (
    <div className={classes.rules}>
      <div className={fields.row}>
        <ChoiceField
          label="Written in"
          value={own}
          choices={named(
            [...new Set([own, ...OFFERED])].filter((one) => one === own || !others.includes(one)),
          )}
          onChoose={(locale) => change({ ...survey, locale })}
        />
        <ChoiceField
          label="Add a language"
          value=""
          choices={[['', 'Choose'], ...named(OFFERED.filter((one) => one !== own && !others.includes(one)))]}
          onChoose={(language) => {
            if (!language) return
            begin([...begun, language])
            choose(language)
          }}
        />
        {others.length > 1 && (
          <ChoiceField label="Translate to" value={shown!} choices={named(others)} onChoose={choose} />
        )}
      </div>
      {shown ? (
        <>
          <div className={classes.translating}>
            <h3>{languageName(shown)}</h3>
            <span className="note soft">
              {phrases.length - countMissing(phrases, shown)} of {phrases.length} texts translated. What is
              missing is shown in {languageName(own)}.
            </span>
            <ConfirmButton sure={`Remove all of ${languageName(shown)}`} onConfirm={() => remove(shown)}>
              Remove
            </ConfirmButton>
          </div>
          <Table editor={editor} phrases={phrases} language={shown} own={own} />
        </>
      ) : (
        <p className="note soft">
          One language so far. People are shown the language of their browser where the survey has it.
        </p>
      )}
    </div>
  )
}

interface TableProps {
  editor: SurveyEditor
  phrases: Phrase[]
  language: string
  own: string
}

function Table({ editor, phrases, language, own }: TableProps) {
  return (
    <table className={classes.phrases}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">{languageName(own)}</th>
          <th scope="col">{languageName(language)}</th>
        </tr>
      </thead>
      <tbody>
        {phrases.map((phrase) => (
          <tr key={phrase.path.join('.')}>
            <td className="note faint">{phrase.what}</td>
            <td>{shownIn(phrase.words)}</td>
            <td>
              <textarea
                rows={1}
                lang={language}
                dir="auto"
                className={fields.words}
                aria-label={`${phrase.what}, ${shownIn(phrase.words)}, in ${languageName(language)}`}
                value={wordsIn(phrase.words, language)}
                onChange={(event) =>
                  editor.change(translated(editor.survey, phrase, language, event.currentTarget.value), {
                    place: `${language}.${phrase.path.join('.')}`,
                  })
                }
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
