import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { catalogueQuery } from '~/understand/metrics/metrics-queries'
import classes from './dashboards.module.css'
import { ArrangingHead, Head } from './dashboard-head'
import { dashboardQuery, type Dashboard } from './queries'
import { TileFrame } from './tile-frame'
import { TileView } from './tile-view'
import type { Tile } from './tiles'
import { useArrangement, type Arranging } from './use-arrangement'

/** Tiles side by side as people arranged them, all over one period and selection. */
export default function DashboardPage() {
  const { id } = useParams({ strict: false })
  const dashboard = useQuery(dashboardQuery(Number(id)))
  return (
    <>
      <ScopeChips />
      <Loaded query={dashboard} shapes={<Shapes rows={8} height={48} label="Loading the dashboard" />}>
        {(found) => <Arranged key={found.id} dashboard={found} />}
      </Loaded>
    </>
  )
}

function Arranged({ dashboard }: { dashboard: Dashboard }) {
  const arranging = useArrangement(dashboard)
  usePageTitle(dashboard.name)
  const { tiles } = arranging.now
  return (
    <>
      {arranging.arranging ? (
        <ArrangingHead arranging={arranging} />
      ) : (
        <Head dashboard={dashboard} arranging={arranging} />
      )}
      {arranging.trouble && <Failed trouble={{ ...arranging.trouble, lasting: true }} />}
      <p className="spoken" role="status">
        {arranging.said}
      </p>
      {tiles.length === 0 && (
        <Empty title="No tiles yet">
          {arranging.arranging
            ? 'Add the first one above.'
            : 'Press Arrange to add figures, courses and groups.'}
        </Empty>
      )}
      {arranging.arranging ? <Frames tiles={tiles} arranging={arranging} /> : <Tiles tiles={tiles} />}
    </>
  )
}

function Tiles({ tiles }: { tiles: Tile[] }) {
  return (
    <div className={classes.tiles}>
      {tiles.map((tile) => (
        <div key={tile.id} className={classes.tile} data-width={tile.width}>
          <TileView tile={tile} />
        </div>
      ))}
    </div>
  )
}

/** The tiles to arrange, once the metrics they name are known: before that a frame has no name to be moved by. */
function Frames({ tiles, arranging }: { tiles: Tile[]; arranging: Arranging }) {
  const [dragged, drag] = useState<string>()
  const catalogue = useQuery(catalogueQuery)
  return (
    <Loaded query={catalogue} shapes={<Shapes rows={8} height={48} label="Loading the tiles" />}>
      {(metrics) => (
        <div className={classes.tiles}>
          {tiles.map((tile, at) => (
            <div key={tile.id} className={classes.tile} data-width={tile.width}>
              <TileFrame {...{ tile, at, metrics, arranging, dragged }} onDrag={drag} />
            </div>
          ))}
        </div>
      )}
    </Loaded>
  )
}
