import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { Icon } from '~/design/icon'
import { formatCount, formatShare, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { usePageTitle } from '~/design/use-page-title'
import { FidelityReport } from './fidelity-report'
import { NewSurvey } from './new-survey'
import { surveysQuery, type BroughtIn, type SurveyRow } from './queries'
import { StateTag } from './survey-views'
import classes from './surveys.module.css'

/** All surveys, and a new one. Until they are there nothing is offered that would move away again. */
export default function SurveysPage() {
  usePageTitle('Surveys')
  const surveys = useQuery(surveysQuery)
  const [making, make] = useState(false)
  const [brought, show] = useState<BroughtIn>()
  const count = surveys.data?.rows.length
  const none = count === 0
  return (
    <>
      {(making || none) && (
        <NewSurvey
          onLeave={none ? undefined : () => make(false)}
          onBrought={(found) => (make(false), show(found))}
        />
      )}
      {brought && <FidelityReport brought={brought} />}
      <Panel
        level={1}
        title="Surveys"
        note="What customers and staff are asked, and how many answer"
        tools={
          !making &&
          !!count && (
            <TextButton onClick={() => make(true)}>
              <Icon name="plus" /> New survey
            </TextButton>
          )
        }
      >
        <Loaded query={surveys} shapes={<Shapes rows={5} height={36} label="Loading surveys" />}>
          {({ rows }) => (rows.length === 0 ? <NoSurvey /> : <SurveyTable rows={rows} />)}
        </Loaded>
      </Panel>
    </>
  )
}

const NoSurvey = () => (
  <Empty title="No survey yet">
    Begin with one of the surveys above: each can be published as it is, in English and German, and changed in
    any way.
  </Empty>
)

const Finished = ({ share }: { share: number }) => (
  <>
    {formatShare(share, { digits: 0 })}
    <span className="only-narrow"> finished</span>
  </>
)

function SurveyTable({ rows }: { rows: SurveyRow[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Survey</th>
          <th scope="col">State</th>
          <th scope="col" data-number>
            Questions
          </th>
          <th scope="col" data-number>
            Answers
          </th>
          <th scope="col" data-number>
            Finished
          </th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <td>
              <Link
                to={one.state === 'draft' ? '/surveys/$id/edit' : '/surveys/$id'}
                params={{ id: String(one.id) }}
                className={classes.name}
              >
                {one.name}
              </Link>{' '}
              {one.is_anonymous && <Tag>anonymous</Tag>}
            </td>
            <td>
              <StateTag state={one.state} />
            </td>
            <td data-number className="soft">
              <span className="only-narrow">{plural(one.questions, 'question', 'questions')}</span>
              <span className="only-wide">{formatCount(one.questions)}</span>
            </td>
            <td data-number>
              {formatCount(one.finished)}
              <span className="only-narrow"> {one.finished === 1 ? 'answer' : 'answers'}</span>
              {one.invited > 0 && <span className="note faint"> of {formatCount(one.invited)} asked</span>}
            </td>
            <td data-number className="soft">
              {one.begun > 0 ? <Finished share={one.finished / one.begun} /> : 'nobody began'}
            </td>
            <td className="soft">
              {formatMoment(one.changed_at)}
              {one.changed_by && <span className="faint"> by {one.changed_by}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
