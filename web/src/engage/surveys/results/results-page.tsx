import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { mainButtonClass } from '~/design/button'
import { formatClock } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { surveyQuery, type KeptSurvey } from '../queries'
import { SurveyViews } from '../survey-views'
import { BehindPanel } from './behind-panel'
import { DropPanel } from './drop-panel'
import { ExportLinks } from './export-links'
import { QuestionPanel } from './question-panel'
import { isPart, resultsQuery, writtenQuery, type Results } from './results-queries'
import { ResultsChoices } from './results-choices'
import classes from './results.module.css'
import { Figures } from './figures'
import { resultsTitle, titleNote } from './results-words'
import { SplitPanel } from './split-panel'
import { useResultsSearch } from './use-results'

/** What a survey found, while it is asked and after. */
export default function ResultsPage() {
  const { id } = useParams({ strict: false })
  const kept = useQuery(surveyQuery(Number(id)))
  usePageTitle(kept.data?.name ?? 'Survey')
  return (
    <Loaded query={kept} shapes={<Shapes rows={8} height={40} label="Loading the survey" />}>
      {(found) => (
        <>
          <SurveyViews kept={found} view="results" />
          {found.version === null ? <NotYet kept={found} /> : <Found kept={found} />}
        </>
      )}
    </Loaded>
  )
}

const NotYet = ({ kept }: { kept: KeptSurvey }) => (
  <Panel level={1} title={kept.name}>
    <Empty title="Nobody has been asked yet">
      <p>
        Results stand here from the first answer on: scores with their intervals, choices, words, where people
        stopped.
      </p>
      <p className={classes.way}>
        <Link to="/surveys/$id/edit" params={{ id: String(kept.id) }} className={mainButtonClass}>
          Build and publish it
        </Link>
      </p>
    </Empty>
  </Panel>
)

function Found({ kept }: { kept: KeptSurvey }) {
  const { search } = useResultsSearch()
  const isOpen = kept.state === 'open'
  const results = useQuery(resultsQuery(kept.id, search, isOpen))
  const note = (found: Results) =>
    `${titleNote(found)}${isOpen ? 'live' : 'closed'}${results.dataUpdatedAt ? ` · as of ${formatClock(new Date(results.dataUpdatedAt))}` : ''} · [ ] 95 %`
  return (
    <Loaded query={results} shapes={<Shapes rows={8} height={40} label="Counting answers" />}>
      {(found) => (
        <div className={classes.column}>
          <Panel
            level={1}
            label="Results"
            title={resultsTitle(kept.name, found)}
            note={note(found)}
            tools={!found.is_anonymous && found.finished > 0 && <ExportLinks kept={kept} />}
          >
            <ResultsChoices kept={kept} found={found} />
            <Figures kept={kept} found={found} />
          </Panel>
          <Answers kept={kept} found={found} />
        </div>
      )}
    </Loaded>
  )
}

function Answers({ kept, found }: { kept: KeptSurvey; found: Results }) {
  const { search } = useResultsSearch()
  const written = useQuery({ ...writtenQuery(kept.id, kept.state === 'open'), enabled: !isPart(search) })
  const readOf = (name: string) =>
    isPart(search) ? undefined : written.data?.rows.find(({ question }) => question === name)
  if (found.finished === 0)
    return (
      <Panel>
        <Empty title={found.is_anonymous ? 'Too few answers to show any' : 'Nobody has finished yet'}>
          {found.is_anonymous
            ? 'An anonymous survey shows nothing of fewer than five people, so that nobody can be told from the others.'
            : 'In this period and selection. The page looks again every 15 seconds while the survey is open.'}
          {kept.state === 'open' && (
            <>
              {' '}
              <Link to="/surveys/$id/share" params={{ id: String(kept.id) }}>
                Ask more people
              </Link>
            </>
          )}
        </Empty>
      </Panel>
    )
  return (
    <>
      {search.behind && !found.is_anonymous && <BehindPanel kept={kept} found={found} />}
      <SplitPanel kept={kept} found={found} />
      <div className={classes.questions}>
        {found.questions.map((question, at) => (
          <QuestionPanel
            key={question.name}
            question={question}
            number={at + 1}
            found={found}
            written={readOf(question.name)}
          />
        ))}
      </div>
      {found.pages.length > 1 && <DropPanel found={found} />}
    </>
  )
}
