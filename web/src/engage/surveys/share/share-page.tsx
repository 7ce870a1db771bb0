import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { closeSurvey, publishSurvey, reopenSurvey, surveyQuery, type KeptSurvey } from '../queries'
import { SurveyViews } from '../survey-views'
import { AskPanel } from './ask-panel'
import { AskingsPanel } from './askings-panel'
import { GatewayPanel } from './gateway-panel'
import { InvitePanel } from './invite-panel'
import { LinkPanel } from './link-panel'
import { PlansPanel } from './plans-panel'
import classes from './share.module.css'
import { StorePanel } from './store-panel'
import { WidgetsPanel } from './widgets-panel'

/** How a survey reaches those who answer, and when it stops. */
export default function SharePage() {
  const { id } = useParams({ strict: false })
  const kept = useQuery(surveyQuery(Number(id)))
  usePageTitle(kept.data ? `Share ${kept.data.name}` : 'Share')
  return (
    <Loaded query={kept} shapes={<Shapes rows={6} height={40} label="Loading the survey" />}>
      {(found) => (
        <>
          <SurveyViews kept={found} view="share" />
          <div className={classes.column}>
            <StatePanel kept={found} />
            {found.state === 'open' && <Ways kept={found} />}
            {found.state !== 'draft' && <AskingsPanel kept={found} />}
            {found.state === 'open' && <GatewayPanel />}
          </div>
        </>
      )}
    </Loaded>
  )
}

const Ways = ({ kept }: { kept: KeptSurvey }) => (
  <>
    <LinkPanel kept={kept} />
    <PlansPanel kept={kept} />
    <AskPanel kept={kept} />
    <WidgetsPanel kept={kept} />
    {kept.is_linked && <StorePanel kept={kept} />}
    <InvitePanel kept={kept} />
  </>
)

function StatePanel({ kept }: { kept: KeptSurvey }) {
  const close = useChange(['surveys'], closeSurvey)
  const reopen = useChange(['surveys'], reopenSurvey)
  const publish = useChange(['surveys'], publishSurvey)
  const failed = [close, reopen, publish].find(({ isError }) => isError)
  const errors = kept.faults.filter(({ severity }) => severity === 'error')
  return (
    <Panel
      level={1}
      title={TITLES[kept.state]}
      note={kept.version === null ? undefined : `version ${kept.version} is asked`}
      tools={
        kept.state === 'open' ? (
          <ConfirmButton
            sure="Take no more answers"
            waiting={close.isPending}
            onConfirm={() => close.mutate(kept.id)}
          >
            Close the survey
          </ConfirmButton>
        ) : (
          kept.state === 'closed' && (
            <TextButton disabled={reopen.isPending} onClick={() => reopen.mutate(kept.id)}>
              Open it again
            </TextButton>
          )
        )
      }
    >
      {failed && <Failed trouble={troubleOf(failed.error)} />}
      {kept.state === 'draft' && (
        <Empty title={errors.length > 0 ? 'It cannot be published yet' : 'It is ready to be published'}>
          {errors.length > 0 ? (
            <p>
              {errors[0]!.what}{' '}
              <Link to="/surveys/$id/edit" params={{ id: String(kept.id) }}>
                Go on building it
              </Link>
            </p>
          ) : (
            <button
              type="button"
              className={mainButtonClass}
              disabled={publish.isPending}
              onClick={() => publish.mutate(kept.id)}
            >
              Publish
            </button>
          )}
        </Empty>
      )}
      {kept.state === 'closed' && (
        <Empty title="Whoever comes is told that it is over">
          Its results stay, and it can be opened again.
        </Empty>
      )}
      {kept.state === 'open' && <p className={classes.said}>{openWords(kept)}</p>}
    </Panel>
  )
}

const TITLES = { draft: 'Nobody can answer yet', open: 'It takes answers', closed: 'It is closed' }

const openWords = ({ is_linked, has_changes }: KeptSurvey) =>
  `${is_linked ? 'Anybody with the link may answer, once per device.' : 'Only those who were invited may answer, once each.'}${
    has_changes ? ' The draft has changes that are not published; what is asked stays as it was.' : ''
  }`
