import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import classes from './builder.module.css'
import { Choice } from './fields'
import { LeafFields } from './leaf-fields'
import { leafOf, STARTS, turned, type Condition, type Leaf, type LeafType } from './tree'

const TYPES: readonly (readonly [LeafType, string])[] = [
  ['performed', 'Did'],
  ['trait', 'Trait'],
  ['score', 'Score'],
  ['value', 'Money'],
  ['property', 'Property'],
  ['seen', 'Seen'],
  ['stage', 'Stage'],
  ['account', 'Account'],
  ['segment', 'In segment'],
  ['bucket', 'By lot'],
]
const TURNS = [
  ['yes', 'is so'],
  ['no', 'is not so'],
] as const

interface RowProps {
  condition: Condition
  number: number
  onChange: (condition: Condition) => void
  onRemove?: () => void
}

/** One condition: what it is about, what it says, and whether it is so. */
export function ConditionRow({ condition, number, onChange, onRemove }: RowProps) {
  const { leaf, negated } = leafOf(condition)
  const one = leaf as Leaf
  return (
    <div className={classes.row} role="group" aria-label={`Condition ${number}`}>
      <Choice
        label="About"
        value={one.type}
        options={TYPES}
        onChange={(type) => onChange(turned(STARTS[type], negated))}
      />
      <LeafFields leaf={one} onChange={(next) => onChange(turned(next, negated))} />
      <span className={classes.ends}>
        <Choice
          label="Holds or not"
          value={negated ? 'no' : 'yes'}
          options={TURNS}
          onChange={(turn) => onChange(turned(one, turn === 'no'))}
        />
        {onRemove && (
          <IconButton label={`Remove condition ${number}`} onClick={onRemove}>
            <Icon name="close" />
          </IconButton>
        )}
      </span>
    </div>
  )
}
