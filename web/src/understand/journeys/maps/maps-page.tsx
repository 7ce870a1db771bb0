import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes, type Trouble } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { JourneyViews } from '../journey-views'
import journeys from '../journeys.module.css'
import classes from './maps.module.css'
import { createMap, mapsQuery, type JourneyMap, type MapRow } from './maps-queries'

/** The maps there are, whose they are, and how much of them is only believed. */
export default function MapsPage() {
  usePageTitle('Journey maps')
  const maps = useQuery(mapsQuery)
  const [trouble, setTrouble] = useState<Trouble>()
  const rows = maps.data?.rows ?? []
  return (
    <>
      <JourneyViews />
      <div className={journeys.column}>
        <Panel
          level={1}
          title={rows.length > 0 ? plural(rows.length, 'journey map', 'journey maps') : 'Journey maps'}
          note="What you believe customers go through, filled with what they do"
          tools={
            <>
              <ImportButton onTrouble={setTrouble} />
              <Link to="/journeys/maps/$slug/edit" params={{ slug: 'new' }} className={mainButtonClass}>
                New map
              </Link>
            </>
          }
        >
          {trouble && <Failed trouble={trouble} />}
          <Loaded query={maps} shapes={<Shapes rows={4} height={40} label="Loading maps" />}>
            {({ rows: all }) => (all.length === 0 ? <NoMap /> : <MapTable rows={all} />)}
          </Loaded>
        </Panel>
      </div>
    </>
  )
}

function NoMap() {
  return (
    <Empty title="No map yet">
      A map is stages of steps, such as “looks, orders, gets the parcel”. Say for each step which interactions
      it is, and its customers, conversion, time, scores and money fill themselves in.
    </Empty>
  )
}

function ImportButton({ onTrouble }: { onTrouble: (trouble: Trouble | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const client = useQueryClient()
  const bringIn = async (file: File) => {
    try {
      const made = await createMap(JSON.parse(await file.text()) as JourneyMap)
      onTrouble(undefined)
      await client.invalidateQueries({ queryKey: mapsQuery.queryKey })
      await navigate({ to: '/journeys/maps/$slug', params: { slug: made.slug } })
    } catch (error) {
      onTrouble(
        error instanceof SyntaxError
          ? { title: `${file.name} is not JSON`, detail: error.message, lasting: true }
          : troubleOf(error),
      )
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="A map as JSON"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) void bringIn(file)
        }}
      />
      <TextButton onClick={() => input.current?.click()}>Import JSON</TextButton>
    </>
  )
}

function MapTable({ rows }: { rows: MapRow[] }) {
  return (
    <table className={classes.ways}>
      <thead>
        <tr>
          <th scope="col">Map</th>
          <th scope="col">Owner</th>
          <th scope="col">About</th>
          <th scope="col">Saved</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.slug}>
            <td>
              <Link to="/journeys/maps/$slug" params={{ slug: one.slug }}>
                <b>{one.name}</b>
              </Link>
              <p className="note soft">
                {plural(one.steps, 'step', 'steps')} in {plural(one.stages, 'stage', 'stages')}
                {one.unseen > 0 && `, ${one.unseen} only believed`}
              </p>
            </td>
            <td>{one.owner}</td>
            <td>{one.persona ?? 'everybody'}</td>
            <td className="soft">
              {formatMoment(one.saved_at)}
              {one.saved_by && ` by ${one.saved_by}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
