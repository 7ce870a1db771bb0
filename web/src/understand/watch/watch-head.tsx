import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatDay, formatMoment, lastDay } from '~/design/dates'
import { formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed } from '~/design/states'
import { AlertCard } from './alert-card'
import { Figures } from './figures'
import { closeWatch, lookNow, useWatchChange, type WatchBody } from './queries'
import classes from './watch.module.css'
import { StateTag } from './state-tag'

/** What a watch is about, how it stands, and its alerts. */
export function WatchHead({ body }: { body: WatchBody }) {
  const { watch, alerts } = body
  const open = alerts.filter(({ state }) => state !== 'resolved')
  const over = alerts.filter(({ state }) => state === 'resolved')
  return (
    <Panel
      level={1}
      title={
        <>
          {watch.name} <StateTag state={watch.state} />
        </>
      }
      note={aboutWatch(body)}
      tools={!watch.closed_at && <Tools slug={watch.slug} />}
    >
      {watch.trouble && (
        <Failed trouble={{ title: 'The last look failed', detail: watch.trouble, lasting: true }} />
      )}
      <Figures body={body} />
      {alerts.length === 0 && (
        <Empty title="Everything is as expected">
          {watch.looked_at
            ? 'No metric left its band for longer or by more than chance explains.'
            : 'It has not been looked at yet.'}
        </Empty>
      )}
      {open.map((alert) => (
        <AlertCard key={alert.number} watch={watch} alert={alert} />
      ))}
      {over.length > 0 && (
        <details className={classes.over} open={open.length === 0 && over.length <= 3}>
          <summary>Resolved alerts: {over.length}</summary>
          {over.map((alert) => (
            <AlertCard key={alert.number} watch={watch} alert={alert} />
          ))}
        </details>
      )}
    </Panel>
  )
}

function aboutWatch({ watch }: WatchBody): string {
  const looked = watch.looked_at ? `, looked at ${formatMoment(watch.looked_at)}` : ''
  const until = watch.as_of ? ` to ${formatDay(lastDay(watch.as_of))}` : ''
  return `About ${watch.about}, watched from ${formatDay(watch.watch_from)}${until}${looked}. At most ${formatNumber(
    watch.false_alarms,
    { digits: watch.false_alarms % 1 ? 2 : 0 },
  )} false ${watch.false_alarms === 1 ? 'alarm' : 'alarms'} a month`
}

function Tools({ slug }: { slug: string }) {
  const { mutate, isPending: busy, error } = useWatchChange()
  return (
    <>
      {error && <span className="note worse">{troubleOf(error).detail ?? troubleOf(error).title}</span>}
      <TextButton small disabled={busy} onClick={() => mutate(() => lookNow(slug))}>
        {busy ? 'Looking…' : 'Look now'}
      </TextButton>
      <ConfirmButton
        sure="Close it for good"
        waiting={busy}
        onConfirm={() => mutate(() => closeWatch(slug, ''))}
      >
        Close watch
      </ConfirmButton>
    </>
  )
}
