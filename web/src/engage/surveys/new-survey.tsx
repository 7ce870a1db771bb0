import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { TextButton } from '~/design/button'
import { ChoiceField } from '~/design/field'
import { Icon } from '~/design/icon'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import type { Definition } from './definition/definition'
import { questionsOf } from './definition/places'
import { losses } from './fidelity-report'
import { createSurvey, importSurvey, type BroughtIn } from './queries'
import classes from './surveys.module.css'
import { surveyFrom, TEMPLATES } from './templates/templates'
import { shownIn } from './words/words'

const LANGUAGES: [string, string][] = [
  ['en', 'English'],
  ['de', 'German'],
  ['en+de', 'English and German'],
  ['de+en', 'German and English'],
]

interface NewSurveyProps {
  onLeave?: () => void
  /** A file came in, and not all of it is as it was. */
  onBrought: (found: BroughtIn) => void
}

/** Where a survey can begin: with one of ours, with nothing, or with a file. */
export function NewSurvey({ onLeave, onBrought }: NewSurveyProps) {
  const navigate = useNavigate()
  const [language, speak] = useState('en')
  const create = useChange(['surveys'], ({ name, survey }: { name: string; survey: Definition }) =>
    createSurvey(name, survey),
  )
  const bring = useChange(['surveys'], importSurvey)
  const edit = (id: number) => navigate({ to: '/surveys/$id/edit', params: { id: String(id) } })
  const make = (name: string, survey: Definition) =>
    create.mutate({ name, survey }, { onSuccess: ({ id }) => void edit(id) })
  const [own = 'en', ...others] = language.split('+')
  const open = (file: File) =>
    bring.mutate(file, {
      onSuccess: (found) =>
        losses(found.report) > 0 ? onBrought(found) : void edit(Number(found.survey_id)),
    })
  return (
    <Panel
      title="New survey"
      note="Every one can be published as it is"
      tools={onLeave && <TextButton onClick={onLeave}>Cancel</TextButton>}
    >
      <div className={classes.choices}>
        <ChoiceField label="Language" value={language} choices={LANGUAGES} onChoose={speak} />
      </div>
      {create.isError && <Failed trouble={troubleOf(create.error)} />}
      {bring.isError && <Failed trouble={troubleOf(bring.error)} />}
      <div className={classes.templates}>
        {TEMPLATES.map(({ key, name, note }) => {
          const survey = surveyFrom(key, own, others)
          return (
            <button
              key={key}
              type="button"
              className={classes.template}
              disabled={create.isPending}
              onClick={() => make(shownIn(survey.title) || name, survey)}
            >
              <b>{name}</b>
              <span>{note}</span>
              <span className={classes.small}>
                {plural(questionsOf(survey).length, 'question', 'questions')}
              </span>
            </button>
          )
        })}
        <button
          type="button"
          className={classes.template}
          disabled={create.isPending}
          onClick={() => make('New survey', surveyFrom('', own))}
        >
          <b>
            <Icon name="plus" /> Nothing yet
          </b>
          <span>Add the questions yourself</span>
        </button>
        <label className={classes.template}>
          <b>
            <Icon name="inbox" /> A file
          </b>
          <span>{bring.isPending ? 'Reading it …' : 'Of Qualtrics, LimeSurvey or SurveyJS'}</span>
          <input
            type="file"
            className="spoken"
            accept=".qsf,.lss,.lsa,.lsg,.lsq,.json,.csv"
            disabled={bring.isPending}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (file) open(file)
            }}
          />
        </label>
      </div>
    </Panel>
  )
}
