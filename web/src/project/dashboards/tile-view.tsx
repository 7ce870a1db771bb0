import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { FixFirstPanel } from '~/decide/fix_first/fix-first-panel'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { OwnSelection, useScope } from '~/record/interactions/use-scope'
import { JourneyPanel } from '~/understand/journeys/journey-panel'
import { MetricCourse } from '~/understand/metrics/metric-course'
import { MetricGroups } from '~/understand/metrics/metric-groups'
import { ChangeOf, Figure } from '~/understand/metrics/metric-headline'
import {
  catalogueQuery,
  changeQuery,
  estimatesQuery,
  type Metric,
} from '~/understand/metrics/metrics-queries'
import classes from './dashboards.module.css'
import { nameOf, selectionOf, type MetricTile, type Tile } from './tiles'

/** What a tile shows: the same panels as elsewhere, each with a way to what is behind it. */
export function TileView({ tile }: { tile: Tile }) {
  if (tile.type === 'heading') return <h2 className={classes.heading}>{tile.title}</h2>
  if (tile.type === 'journey') return <JourneyPanel />
  if (tile.type === 'fix_first') return <FixFirstPanel />
  return (
    <OwnSelection value={selectionOf(tile)}>
      <MetricTileView tile={tile} />
    </OwnSelection>
  )
}

function MetricTileView({ tile }: { tile: MetricTile }) {
  const metrics = useQuery(catalogueQuery).data
  const metric = metrics?.find((one) => one.metric === tile.metric)
  if (!metrics)
    return (
      <Panel>
        <Shapes rows={3} height={28} label="Loading a tile" />
      </Panel>
    )
  if (!metric)
    return (
      <Panel title={tile.metric}>
        <Empty title="This metric does not exist any more">Arrange the dashboard and choose another.</Empty>
      </Panel>
    )
  const title = nameOf(tile, () => metric.label)
  const asked = { metric: tile.metric, by: tile.by }
  if (tile.shape === 'course') return <MetricCourse metric={metric} asked={asked} title={title} />
  if (tile.shape === 'groups') return <MetricGroups metric={metric} asked={asked} title={title} />
  return <FigureTile tile={tile} metric={metric} title={title} />
}

function FigureTile({ tile, metric, title }: { tile: MetricTile; metric: Metric; title: string }) {
  const { scope, span, query } = useScope()
  const asked = { metric: tile.metric, by: tile.by }
  const whole = useQuery(estimatesQuery(query, asked, undefined))
  const change = useQuery(changeQuery(query, asked, undefined))
  return (
    <Panel
      label={title}
      title={
        <Link to="/metrics" search={{ ...scope, metric: tile.metric }} className="quiet">
          {title}
        </Link>
      }
      note={span.label}
    >
      <Loaded query={whole} shapes={<Shapes rows={2} height={28} label="Measuring" />}>
        {(rows) => (
          <div className={classes.figures}>
            {rows.map((row) => (
              <Figure key={row.group} row={row} metric={metric} />
            ))}
            {rows.length === 0 && (
              <p className="note faint">Nothing to measure in this period and selection</p>
            )}
            {change.data && <ChangeOf found={change.data} metric={metric} against={undefined} />}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
