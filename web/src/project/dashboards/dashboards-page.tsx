import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { ChoiceField, TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './dashboards.module.css'
import { createDashboard, dashboardsQuery, type Dashboard } from './queries'
import { BEGINNINGS } from './tiles'

/** All dashboards, and a new one. */
export default function DashboardsPage() {
  usePageTitle('Dashboards')
  const [making, make] = useState(false)
  const dashboards = useQuery(dashboardsQuery)
  return (
    <>
      {making && <NewDashboardForm onDone={() => make(false)} />}
      <Panel
        level={1}
        title="Dashboards"
        note="What people look at side by side, for everybody who signs in"
        tools={!making && <TextButton onClick={() => make(true)}>New dashboard</TextButton>}
      >
        <Loaded query={dashboards} shapes={<Shapes rows={4} height={36} label="Loading dashboards" />}>
          {({ rows }) => (rows.length === 0 ? <NoDashboard /> : <DashboardTable rows={rows} />)}
        </Loaded>
      </Panel>
    </>
  )
}

function NoDashboard() {
  return (
    <Empty title="No dashboard yet">
      A dashboard puts figures, courses, groups, the journey and what to fix first side by side, as you
      arrange them. Begin with one made for leaders, for customer service or for loyalty, or with nothing.
    </Empty>
  )
}

function DashboardTable({ rows }: { rows: Dashboard[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Dashboard</th>
          <th scope="col">Tiles</th>
          <th scope="col">Arranged</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <td>
              <Link
                to="/dashboards/$id"
                params={{ id: String(one.id) }}
                search={true}
                className={classes.name}
              >
                {one.name}
              </Link>
            </td>
            <td>{plural(one.tiles.length, 'tile', 'tiles')}</td>
            <td>
              {formatMoment(one.changed_at)}
              {one.changed_by && <span className="faint"> by {one.changed_by}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewDashboardForm({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [beginning, begin] = useState('leaders')
  const create = useChange(['dashboards'], createDashboard)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tiles = BEGINNINGS.find(({ key }) => key === beginning)?.tiles ?? []
    create.mutate(
      { name, tiles },
      {
        onSuccess: ({ id }) =>
          void navigate({ to: '/dashboards/$id', params: { id: String(id) }, search: true }),
      },
    )
  }
  return (
    <Panel title="New dashboard" tools={<TextButton onClick={onDone}>Cancel</TextButton>}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          label="Name"
          value={name}
          maxLength={120}
          placeholder="Monday meeting"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ChoiceField
          label="Begin with"
          value={beginning}
          choices={BEGINNINGS.map(({ key, name: words }) => [key, words])}
          onChoose={begin}
        />
        {create.isError && <Failed trouble={troubleOf(create.error)} />}
        <button type="submit" className={mainButtonClass} disabled={name.trim() === '' || create.isPending}>
          Make it
        </button>
      </form>
    </Panel>
  )
}
