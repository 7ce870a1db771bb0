import { useQuery } from '@tanstack/react-query'
import { ChoiceField, TextField } from '~/design/field'
import { Picker } from '~/design/picker'
import { channelOf } from '~/record/interactions/channels'
import { filtersQuery } from '~/record/interactions/queries'
import { listOf, toggled } from '~/record/interactions/scope'
import { DimensionPicker, metricOptions } from '~/understand/metrics/metric-choices'
import type { Metric } from '~/understand/metrics/metrics-queries'
import { isGrain } from '~/understand/metrics/metrics-search'
import classes from './dashboards.module.css'
import { labelOf, SHAPES, type MetricTile, type Tile } from './tiles'

interface FormProps<Shown extends Tile> {
  tile: Shown
  metrics: Metric[]
  onChange: (tile: Shown) => void
}

/** What a tile shows, of whom, and what it is called. */
export function TileForm({ tile, metrics, onChange }: FormProps<Tile>) {
  if (tile.type === 'heading')
    return (
      <div className={classes.form}>
        <TextField
          label="Heading"
          value={tile.title}
          maxLength={200}
          wrong={tile.title.trim() ? undefined : 'A heading needs a text.'}
          onChange={(event) => onChange({ ...tile, title: event.currentTarget.value })}
        />
      </div>
    )
  return tile.type === 'metric' ? <MetricForm tile={tile} metrics={metrics} onChange={onChange} /> : null
}

function MetricForm({ tile, metrics, onChange }: FormProps<MetricTile>) {
  const filters = useQuery(filtersQuery).data
  const metric = metrics.find((one) => one.metric === tile.metric)
  const { selection } = tile
  const select = (change: Partial<MetricTile['selection']>) =>
    onChange({ ...tile, selection: { ...selection, ...change } })
  const reshape = (shape: string) => {
    const by = shape === 'groups' && isGrain(tile.by) ? 'channel' : tile.by
    onChange({
      ...tile,
      shape: shape as MetricTile['shape'],
      by: shape === 'course' && !isGrain(by) ? 'month' : by,
    })
  }
  const segments = filters?.segments ?? []
  return (
    <div className={classes.form}>
      <div className={classes.choices}>
        <Picker
          label="Metric"
          shown={labelOf(metrics, tile.metric)}
          options={metricOptions(metrics)}
          chosen={[tile.metric]}
          onPick={(key) => onChange({ ...tile, metric: key })}
        />
        {tile.shape !== 'figure' && (
          <DimensionPicker
            family={metric?.family}
            by={tile.by}
            onPick={(by) => onChange({ ...tile, by, shape: isGrain(by) ? 'course' : 'groups' })}
          />
        )}
        <Picker
          label="Channels"
          several
          shown={
            listOf(selection.channel ?? undefined)
              .map((key) => channelOf(key).name)
              .join(', ') || "The page's channels"
          }
          chosen={listOf(selection.channel ?? undefined)}
          options={(filters?.channels ?? []).map(({ channel }) => ({
            key: channel,
            label: channelOf(channel).name,
          }))}
          onPick={(key) => select({ channel: toggled(selection.channel ?? undefined, key) })}
        />
        <Picker
          label="Customers"
          shown={segments.find(({ key }) => key === selection.segment)?.label ?? "The page's customers"}
          chosen={selection.segment ? [selection.segment] : []}
          options={segments.map(({ key, label, group }) => ({ key, label, group }))}
          onPick={(key) => select({ segment: key === selection.segment ? undefined : key })}
        />
      </div>
      <ChoiceField label="Shown as" value={tile.shape} choices={SHAPES} onChoose={reshape} />
      <TextField
        label="Title"
        value={tile.title}
        maxLength={200}
        hint="Empty: what it shows"
        onChange={(event) => onChange({ ...tile, title: event.currentTarget.value })}
      />
    </div>
  )
}
