import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatDay, lastDay } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { NewWatchForm } from './new-watch'
import { watchesQuery, type Watch } from './queries'
import { StateTag } from './state-tag'
import classes from './watch.module.css'
import { KINDS } from './wording'

/** What is looked after, and where something happened that was not expected. */
export default function WatchesPage() {
  usePageTitle('Watch')
  const [making, make] = useState(false)
  const watches = useQuery(watchesQuery)
  const rows = watches.data?.rows ?? []
  const alerting = rows.filter(({ state }) => state === 'alert').length
  return (
    <>
      {making && <NewWatchForm onDone={() => make(false)} />}
      <Panel
        level={1}
        title={alerting ? `${plural(alerting, 'watch has', 'watches have')} an open alert` : 'Watch'}
        note="Metrics that are looked after: an alert says that one left what was expected of it"
        tools={!making && <TextButton onClick={() => make(true)}>New watch</TextButton>}
      >
        <Loaded query={watches} shapes={<Shapes rows={4} height={40} label="Loading watches" />}>
          {({ rows: all }) => (all.length === 0 ? <NoWatch /> : <WatchTable rows={all} />)}
        </Loaded>
      </Panel>
    </>
  )
}

function NoWatch() {
  return (
    <Empty title="Nothing is watched yet">
      A watch learns from the past what its metrics are on such a day, and tells you when they are something
      else, with the channel, touchpoint or group of customers that accounts for it. Begin one for what must
      not break, for a launch, a new market or a crisis.
    </Empty>
  )
}

function WatchTable({ rows }: { rows: Watch[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Watch</th>
          <th scope="col">State</th>
          <th scope="col">Metrics</th>
          <th scope="col">About</th>
          <th scope="col">Looked at up to</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.slug}>
            <td>
              <Link to="/watch/$slug" params={{ slug: one.slug }} className={classes.name}>
                {one.name}
              </Link>
              <p className="note soft">{KINDS.find(([key]) => key === one.kind)?.[1]}</p>
            </td>
            <td>
              <StateTag state={one.state} />
              {one.open_alerts > 1 && <p className="note soft">{one.open_alerts} alerts</p>}
              {one.trouble && <p className="note worse">The last look failed</p>}
            </td>
            <td>{one.metrics.map((name) => name.replaceAll('_', ' ')).join(', ')}</td>
            <td>{one.about}</td>
            <td>{one.as_of ? formatDay(lastDay(one.as_of)) : 'not yet'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
