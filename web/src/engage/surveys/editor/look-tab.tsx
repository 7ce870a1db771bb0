import { ChoiceField, TextField } from '~/design/field'
import type { Definition, SurveyTerms, Theme } from '../definition/definition'
import { pruned } from '../definition/places'
import classes from './tabs.module.css'
import { Row, Tick } from './small-fields'
import type { SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

const SCHEMES: [string, string][] = [
  ['auto', 'As the device is set'],
  ['light', 'Always light'],
  ['dark', 'Always dark'],
]
export const ACCENT = '#0b6b5b'

/** How it looks to those who answer, and how it is asked. */
export function LookTab({ editor, isPromised }: { editor: SurveyEditor; isPromised: boolean }) {
  const { survey, change } = editor
  const theme = survey.regard?.theme ?? {}
  const set = (changes: Partial<Definition>, place = '') =>
    change(pruned({ ...survey, ...changes }), { place })
  const terms = (changes: Partial<SurveyTerms>, place = '') => {
    const regard = pruned({ ...survey.regard, ...changes })
    set({ regard: Object.keys(regard).length > 0 ? regard : undefined }, place)
  }
  const look = (changes: Partial<Theme>) => terms({ theme: pruned({ ...theme, ...changes }) }, 'theme')
  const words = (
    key: 'completeText' | 'pageNextText' | 'pagePrevText',
    label: string,
    placeholder: string,
  ) => (
    <WordsField
      label={label}
      placeholder={placeholder}
      words={survey[key] as string | undefined}
      onWords={(text) => set({ [key]: text }, key)}
    />
  )
  return (
    <div className={classes.rules}>
      <section>
        <h3>Look</h3>
        <Row>
          <TextField
            label="Colour of buttons and choices"
            type="color"
            value={theme.accent ?? ACCENT}
            hint="Letters on it turn dark or light by themselves"
            onChange={(event) => look({ accent: event.currentTarget.value })}
          />
          <ChoiceField
            label="Light or dark"
            value={theme.scheme ?? 'auto'}
            choices={SCHEMES}
            onChoose={(scheme) =>
              look({ scheme: scheme === 'auto' ? undefined : (scheme as Theme['scheme']) })
            }
          />
        </Row>
        <Row>
          {words('pageNextText', 'Button to the next page', 'Next')}
          {words('pagePrevText', 'Button back', 'Back')}
          {words('completeText', 'Button at the end', 'Send')}
        </Row>
      </section>
      <section>
        <h3>How it is asked</h3>
        <Tick
          label="Show how far one has come"
          isOn={Boolean(survey.showProgressBar)}
          onTurn={(isOn) => set({ showProgressBar: isOn || undefined })}
        />
        <Tick
          label="Questions of a page in another order for everybody"
          isOn={survey.questionsOrder === 'random'}
          onTurn={(isOn) => set({ questionsOrder: isOn ? 'random' : undefined })}
        />
        <fieldset className={classes.bare} disabled={isPromised}>
          <Tick
            label="Anonymous"
            hint={
              isPromised
                ? 'Promised when it was published. Copy the survey to ask otherwise.'
                : 'Nobody can tell who answered what, or when; groups under 5 are never shown. It cannot be changed after publishing.'
            }
            isOn={survey.regard?.anonymous === true}
            onTurn={(isOn) => terms({ anonymous: isOn || undefined })}
          />
        </fieldset>
      </section>
    </div>
  )
}
