import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { usePageTitle } from '~/design/use-page-title'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import { DemandTable } from './demand-table'
import { IdeaActions } from './idea-actions'
import { IdeaComments } from './idea-comments'
import { IdeaPeople } from './idea-people'
import { MergePanel } from './merge-panel'
import { RequestsPanel } from './requests-panel'
import { ideaQuery, type IdeaBody } from './queries'
import { STATUS_TONES, STATUS_WORDS, titleOf } from './wording'

/** One idea: who wants it, what was said, what was done. */
export default function IdeaPage() {
  const { number } = useParams({ from: '/community/$number' })
  const found = useQuery(ideaQuery(Number(number)))
  usePageTitle(found.data ? titleOf(found.data.idea.title) : 'Idea')
  return (
    <>
      <p className={followed.back}>
        <Link to="/community">Community</Link>
      </p>
      <Loaded query={found} shapes={<Shapes rows={6} height={32} label="Loading the idea" />}>
        {(body) => <Opened key={body.idea.number} body={body} />}
      </Loaded>
    </>
  )
}

function Opened({ body }: { body: IdeaBody }) {
  const { idea, steps, currency, risk } = body
  return (
    <>
      <Panel
        level={1}
        title={titleOf(idea.title)}
        note={
          <>
            <Tag tone={STATUS_TONES[idea.status]}>{STATUS_WORDS[idea.status]}</Tag> posted{' '}
            {formatMoment(idea.posted_at)} {idea.posted_by && `by ${idea.posted_by} `}
            <a href={`/b/${idea.board}/i/${idea.number}`}>See it as customers do</a>
          </>
        }
      >
        {idea.body && <p className={classes.text}>{idea.body}</p>}
        <DemandTable ranking={{ rows: [idea], n: 1, currency, risk }} />
      </Panel>
      <div className={followed.columns}>
        <div className={followed.stack}>
          {idea.into === null && <IdeaActions idea={idea} />}
          <IdeaPeople number={idea.number} currency={currency} />
          <RequestsPanel body={body} />
          <IdeaComments body={body} />
        </div>
        <div className={followed.stack}>
          <MergePanel body={body} />
          <Panel title="What was done">
            <ol className={followed.steps}>
              {steps.toReversed().map((step) => (
                <li key={step.number}>
                  {wordsOf(step)}{' '}
                  <span className="note soft">
                    {formatMoment(step.at)}
                    {step.by && `, ${step.by}`}
                  </span>
                  {step.kind === 'status' && (
                    <p className="note soft">
                      {plural(step.sent, 'person', 'people')} told, {step.waiting} wait, {step.untold} not
                      told
                    </p>
                  )}
                  {step.text && <p className={classes.words}>{step.text}</p>}
                </li>
              ))}
            </ol>
          </Panel>
        </div>
      </div>
    </>
  )
}

function wordsOf({ kind, was, became }: IdeaBody['steps'][number]): string {
  const words: Record<string, string> = {
    posted: 'Posted',
    status: `${was} → ${became}`,
    answered: 'Answered',
    merged: `Merged into idea ${became}`,
    took_in: `Took in idea ${became}`,
    unmerged: `Apart again from idea ${was}`,
    let_go: `Idea ${was} is apart again`,
    changed: 'Changed',
  }
  return words[kind] ?? kind
}
