import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { CopyButton } from '~/design/copy-block'
import { TextField } from '~/design/field'
import { Picker } from '~/design/picker'
import classes from './dashboards.module.css'
import { dashboardQuery, dashboardsQuery, deleteDashboard, type Dashboard } from './queries'
import { KINDS, newTile, type Tile } from './tiles'
import type { Arranging } from './use-arrangement'

/** What it is called, and what can be done with it. */
export function Head({ dashboard, arranging }: { dashboard: Dashboard; arranging: Arranging }) {
  const remove = useRemoval(dashboard.id)
  return (
    <header className={classes.head}>
      <p className={classes.back}>
        <Link to="/dashboards" search={true}>
          Dashboards
        </Link>
      </p>
      <h1>{dashboard.name}</h1>
      <span className={classes.tools}>
        <CopyButton text={window.location.href} name="Copy address" />
        <TextButton small onClick={arranging.begin}>
          Arrange
        </TextButton>
        <ConfirmButton
          sure="Delete it for everybody"
          waiting={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          Delete
        </ConfirmButton>
      </span>
    </header>
  )
}

/** The page is left before what it showed is forgotten, so that nobody asks for it again. */
function useRemoval(id: number) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => deleteDashboard(id),
    onSuccess: async () => {
      await navigate({ to: '/dashboards', search: true })
      queries.removeQueries(dashboardQuery(id))
      await queries.invalidateQueries({ ...dashboardsQuery, exact: true })
    },
  })
}

/** Its name to write, tiles to add, and the way out. */
export function ArrangingHead({ arranging }: { arranging: Arranging }) {
  const { name, tiles } = arranging.now
  return (
    <header className={classes.head}>
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        wrong={name.trim() ? undefined : 'A dashboard needs a name.'}
        onChange={(event) => arranging.change({ name: event.currentTarget.value })}
      />
      <span className={classes.tools}>
        <Picker
          label="Add a tile"
          shown="Add a tile"
          options={KINDS.map(([key, label]) => ({ key, label }))}
          chosen={[]}
          onPick={(type) =>
            arranging.change(
              { tiles: [...tiles, newTile(type as Tile['type'], tiles)] },
              'Tile added at the end',
            )
          }
        />
        <TextButton disabled={!arranging.changed} onClick={arranging.undo}>
          Undo
        </TextButton>
        <TextButton onClick={arranging.stop}>Cancel</TextButton>
        <TextButton
          className={classes.save}
          disabled={arranging.saving || !arranging.changed || name.trim() === ''}
          onClick={arranging.save}
        >
          {arranging.saving ? 'Saving…' : 'Save for everybody'}
        </TextButton>
      </span>
    </header>
  )
}
