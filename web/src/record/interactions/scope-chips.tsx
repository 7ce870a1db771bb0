import { useQuery } from '@tanstack/react-query'
import { Icon } from '~/design/icon'
import { channelOf } from './channels'
import { filtersQuery } from './queries'
import { listOf, toggled, type Scope } from './scope'
import classes from './scope-chips.module.css'
import { segmentName } from './sentence'
import { stageName } from './stages'
import { useScope } from './use-scope'

export interface Chip {
  name: string
  value: string
  /** The search parameters that take it away. */
  without: Record<string, string | undefined>
}

/** What is filtered, each with its own way out. Nothing is shown where nothing is filtered. */
export function ScopeChips({ more = [] }: { more?: Chip[] }) {
  const { scope, change } = useScope()
  const segments = useQuery(filtersQuery).data?.segments ?? []
  const known = segments.find(({ key }) => key === scope.segment)
  const segment = known ? segmentName(known) : scope.segment
  const chips = [...more, ...chipsOf(scope, segment)]
  if (chips.length === 0) return null
  const clear = () => change(Object.assign({}, ...chips.map((chip) => chip.without), { channel: undefined }))
  return (
    <div className={classes.chips} role="group" aria-label="Filters in force">
      <span className="note faint">Only</span>
      {chips.map(({ name, value, without }) => (
        <button
          key={`${name} ${value}`}
          type="button"
          className={classes.chip}
          onClick={() => change(without)}
        >
          <span className="faint">{name}</span> {value} <Icon name="close" size={12} />
          <span className="spoken">Remove this filter</span>
        </button>
      ))}
      {chips.length > 1 && (
        <button type="button" className={classes.clear} onClick={clear}>
          Clear all
        </button>
      )}
    </div>
  )
}

function chipsOf(scope: Scope, segment: string | undefined): Chip[] {
  const channels = listOf(scope.channel).map((key) => ({
    name: 'channel',
    value: channelOf(key).name,
    without: { channel: toggled(scope.channel, key) },
  }))
  return [
    ...channels,
    ...(scope.stage ? [{ name: 'stage', value: stageName(scope.stage), without: { stage: undefined } }] : []),
    ...(scope.touchpoint
      ? [{ name: 'touchpoint', value: scope.touchpoint, without: { touchpoint: undefined } }]
      : []),
    ...(segment ? [{ name: 'segment', value: segment, without: { segment: undefined } }] : []),
  ]
}
