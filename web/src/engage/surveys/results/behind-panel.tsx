import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { IconButton } from '~/design/button'
import { formatDay } from '~/design/dates'
import { Icon } from '~/design/icon'
import { MoreButton } from '~/design/more-button'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { channelOf } from '~/record/interactions/channels'
import { unquoted } from '../logic/sentence'
import type { KeptSurvey } from '../queries'
import { responsesQuery, type ResponseRow, type Results } from './results-queries'
import said from './responses.module.css'
import classes from './results.module.css'
import { answerWords, behindWords } from './results-words'
import { useResultsSearch } from './use-results'

/** The responses a number rests on: who, when, the scores and the words beside them. */
export function BehindPanel({ kept, found }: { kept: KeptSurvey; found: Results }) {
  const { search, change } = useResultsSearch()
  const responses = useInfiniteQuery(responsesQuery(kept.id, search))
  const rows = responses.data?.pages.flatMap((page) => page.rows) ?? []
  const words = behindWords(search.behind!, found.questions)
  return (
    <div id="responses" className={classes.behind}>
      <Panel
        label="Responses"
        title={<span className={classes.title}>Those who {words}</span>}
        note="The newest first, scores with the words beside them"
        tools={
          <IconButton label="Close the responses" onClick={() => change({ behind: undefined })}>
            <Icon name="close" />
          </IconButton>
        }
      >
        <Loaded
          query={responses as never}
          shapes={<Shapes rows={5} height={48} label="Fetching responses" />}
        >
          {() =>
            rows.length === 0 ? (
              <Empty title="Nobody in this period and selection" />
            ) : (
              <>
                <ol className={classes.responses}>
                  {rows.map((row) => (
                    <Response key={row.id} survey={kept.id} row={row} found={found} />
                  ))}
                </ol>
                {responses.hasNextPage && (
                  <MoreButton
                    shown={rows.length}
                    total={Math.max(found.begun, rows.length)}
                    waiting={responses.isFetchingNextPage}
                    onMore={() => void responses.fetchNextPage()}
                  />
                )}
              </>
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

const Who = ({ endpoint, customer }: { endpoint: string; customer: string | null }) =>
  customer ? (
    <Link to="/customers/$customer_id" params={{ customer_id: customer }}>
      {endpoint}
    </Link>
  ) : (
    <span title="Nothing was recorded of them yet">{endpoint}</span>
  )

/** Files by name; downloaded, never shown. */
const Files = ({ survey, row: { id, answers }, name }: { survey: number; row: ResponseRow; name: string }) =>
  [answers[name]].flat().map((file, at) => (
    <a
      key={at}
      download
      href={`/api/surveys/${survey}/responses/${id}/files/${encodeURIComponent(name)}/${at}`}
    >
      {String(file)}{' '}
    </a>
  ))

function Response({ survey, row, found }: { survey: number; row: ResponseRow; found: Results }) {
  const given = found.questions.filter(({ name }) => name in row.answers)
  const written = given.filter(({ type }) => type === 'comment' || type === 'text' || type === 'multipletext')
  const chosen = given.filter((one) => !written.includes(one))
  return (
    <li>
      <p className={said.who}>
        {formatDay(row.finished_date ?? row.begun_date)}
        <span className="faint">
          {row.channel && ` · ${channelOf(row.channel).name}`}
          {row.language && ` · ${row.language}`}
        </span>
        {row.state !== 'complete' && (
          <Tag tone="outline">{row.state === 'partial' ? 'not finished' : 'over quota'}</Tag>
        )}
        {row.endpoint && (
          <Who endpoint={row.endpoint.slice(row.endpoint.indexOf(':') + 1)} customer={row.customer_id} />
        )}
      </p>
      <dl className={said.given}>
        {chosen.map((question) => (
          <div key={question.name}>
            <dt>{unquoted(question.title)}</dt>
            <dd>
              {question.type === 'file' ? (
                <Files survey={survey} row={row} name={question.name} />
              ) : (
                answerWords(question, row.answers[question.name])
              )}
            </dd>
          </div>
        ))}
      </dl>
      {written.map((question) => (
        <figure key={question.name} className={said.quote}>
          <blockquote>{answerWords(question, row.answers[question.name])}</blockquote>
          <figcaption className="note faint">{unquoted(question.title)}</figcaption>
        </figure>
      ))}
    </li>
  )
}
