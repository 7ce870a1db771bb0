import { useQuery } from '@tanstack/react-query'
import { TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import type { PickerOption } from '~/design/picker-options'
import { choicesQuery } from '~/record/segments/queries'
import { dimensionName, FAMILIES } from './metric-words'
import classes from './metrics.module.css'
import type { Metric } from './metrics-queries'
import { GRAINS, isGrain, useMetricsSearch } from './metrics-search'

const PLACES: [string, string][] = [
  ['channel', 'Channel'],
  ['stage', 'Stage'],
  ['touchpoint', 'Touchpoint'],
  ['kind', 'Kind'],
  ['source', 'Source'],
  ['actor', 'Who acts'],
]
const OF_TICKETS: [string, string][] = [
  ['properties.assignee', 'Assignee'],
  ['properties.team', 'Team'],
  ['properties.priority', 'Priority'],
  ['properties.schedule', 'Schedule'],
]

/** All metrics to choose from, by family. */
export const metricOptions = (metrics: Metric[]): PickerOption[] =>
  Object.entries(FAMILIES).flatMap(([family, group]) =>
    metrics
      .filter((one) => one.family === family)
      .map((one) => ({ key: one.metric, label: one.label, group })),
  )

/** Which metric, by what, as of when, compared with what. */
export function MetricChoices({ metrics }: { metrics: Metric[] }) {
  const { search, asked, change } = useMetricsSearch()
  const metric = metrics.find((one) => one.metric === asked.metric)
  return (
    <>
      <Picker
        label="Metric"
        shown={metric?.label ?? asked.metric}
        options={metricOptions(metrics)}
        chosen={[asked.metric]}
        onPick={(key) => change({ metric: key })}
      />
      <DimensionPicker family={metric?.family} by={asked.by} onPick={(by) => change({ by })} />
      <Picker
        label="Compared with"
        shown={search.against === 'year' ? 'vs a year before' : 'vs the period before'}
        options={[
          { key: 'before', label: 'The period before' },
          { key: 'year', label: 'The same days a year before' },
        ]}
        chosen={[search.against ?? 'before']}
        onPick={(key) => change({ against: key === 'year' ? 'year' : undefined })}
      />
      <AsOf />
    </>
  )
}

interface DimensionPickerProps {
  family: string | undefined
  by: string
  onPick: (by: string) => void
}

export function DimensionPicker({ family, by, onPick }: DimensionPickerProps) {
  const traits = useQuery(choicesQuery).data?.profile_traits ?? []
  const options: PickerOption[] = [
    ...GRAINS.map((key) => ({ key, label: `By ${key}`, group: 'Over time' })),
    ...PLACES.map(([key, label]) => ({ key, label, group: 'Where' })),
    ...(family === 'service' ? OF_TICKETS.map(([key, label]) => ({ key, label, group: 'Tickets' })) : []),
    ...traits.map(({ name }) => ({ key: `trait.${name}`, label: name, group: 'Customers' })),
  ]
  const known = options.find(({ key }) => key === by)?.label ?? dimensionName(by)
  return (
    <Picker
      label="Grouped"
      shown={isGrain(by) ? known : `by ${known.toLowerCase()}`}
      options={options}
      chosen={[by]}
      onPick={onPick}
    />
  )
}

/** A past day: what had happened by its end, and with the box what was known then. */
function AsOf() {
  const { search, change } = useMetricsSearch()
  return (
    <span className={classes.moment}>
      <label>
        <span>As of</span>
        <input
          type="date"
          value={search.as_of?.slice(0, 10) ?? ''}
          onChange={(event) => change({ as_of: event.currentTarget.value || undefined, known: undefined })}
        />
      </label>
      {search.as_of && (
        <>
          <label title="Leaves out what was received later">
            <input
              type="checkbox"
              checked={Boolean(search.known)}
              onChange={(event) => change({ known: event.currentTarget.checked ? 'true' : undefined })}
            />
            <span>as known then</span>
          </label>
          <TextButton onClick={() => change({ as_of: undefined, known: undefined })} aria-label="As of now">
            <Icon name="close" />
          </TextButton>
        </>
      )}
    </span>
  )
}
