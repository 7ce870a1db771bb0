import { useState, type DragEvent } from 'react'
import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { Metric } from '~/understand/metrics/metrics-queries'
import classes from './dashboards.module.css'
import { TileForm } from './tile-form'
import { TileView } from './tile-view'
import { COLUMNS, labelOf, moved, nameOf, replaced, widened, type Tile } from './tiles'
import type { Arranging } from './use-arrangement'

interface TileFrameProps {
  tile: Tile
  at: number
  metrics: Metric[]
  arranging: Arranging
  dragged: string | undefined
  onDrag: (id: string | undefined) => void
}

/** A tile while it is arranged: dragged, or moved, widened, changed and removed by buttons. */
export function TileFrame({ tile, at, metrics, arranging, dragged, onDrag }: TileFrameProps) {
  const [editing, edit] = useState(false)
  const { tiles } = arranging.now
  const name = nameOf(tile, (metric) => labelOf(metrics, metric))
  const move = (to: number) =>
    arranging.change({ tiles: moved(tiles, tile.id, to) }, `${name}: place ${to + 1} of ${tiles.length}`)
  const widen = (by: number) => {
    const wider = widened(tile, by)
    arranging.change({ tiles: replaced(tiles, wider) }, `${name}: ${wider.width} of ${COLUMNS} columns`)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (dragged && dragged !== tile.id) arranging.change({ tiles: moved(tiles, dragged, at) })
    onDrag(undefined)
  }
  return (
    <div
      className={classes.frame}
      data-dragged={dragged === tile.id || undefined}
      role="group"
      aria-label={name}
      onDragOver={(event) => dragged && event.preventDefault()}
      onDrop={drop}
    >
      <div
        className={classes.bar}
        draggable={!editing}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          onDrag(tile.id)
        }}
        onDragEnd={() => onDrag(undefined)}
      >
        <span className={classes.grip}>{name}</span>
        <IconButton label={`Move ${name} back`} disabled={at === 0} onClick={() => move(at - 1)}>
          <Icon name="left" />
        </IconButton>
        <IconButton label={`Move ${name} on`} disabled={at === tiles.length - 1} onClick={() => move(at + 1)}>
          <Icon name="right" />
        </IconButton>
        <IconButton label={`Make ${name} narrower`} disabled={tile.width === 1} onClick={() => widen(-1)}>
          −
        </IconButton>
        <IconButton label={`Make ${name} wider`} disabled={tile.width === COLUMNS} onClick={() => widen(1)}>
          +
        </IconButton>
        {(tile.type === 'metric' || tile.type === 'heading') && (
          <TextButton small aria-expanded={editing} onClick={() => edit(!editing)}>
            {editing ? 'Done' : 'Change'}
          </TextButton>
        )}
        <IconButton
          label={`Remove ${name}`}
          onClick={() =>
            arranging.change({ tiles: tiles.filter(({ id }) => id !== tile.id) }, `${name} removed`)
          }
        >
          <Icon name="close" />
        </IconButton>
      </div>
      {editing ? (
        <TileForm
          tile={tile}
          metrics={metrics}
          onChange={(next) => arranging.change({ tiles: replaced(tiles, next) })}
        />
      ) : (
        <div className={classes.still} inert>
          <TileView tile={tile} />
        </div>
      )}
    </div>
  )
}
