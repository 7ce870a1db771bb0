import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import classes from './builder.module.css'
import { ConditionRow } from './condition-row'
import { Choice } from './fields'
import { DEEPEST_GROUP, groupOf, NEW_GROUP, replaced, STARTS, without, written, type Condition } from './tree'

const JOININGS = [
  ['all', 'all of these hold'],
  ['any', 'at least one of these holds'],
  ['none', 'none of these holds'],
] as const

interface GroupProps {
  condition: Condition
  depth?: number
  onChange: (condition: Condition) => void
  onRemove?: () => void
}

/** Conditions that belong together, and how they are joined. */
export function ConditionGroup({ condition, depth = 1, onChange, onRemove }: GroupProps) {
  const group = groupOf(condition)
  if (!group) return null
  const { conditions } = group
  const change = (list: Condition[]) => onChange(written({ ...group, conditions: list }))
  return (
    <fieldset className={classes.group} data-inner={depth > 1 || undefined}>
      <legend className="spoken">Conditions, {JOININGS.find(([key]) => key === group.joining)?.[1]}</legend>
      <div className={classes.joining}>
        <span>{depth === 1 ? 'Customers for whom' : 'and of whom'}</span>
        <Choice
          label="How the conditions are joined"
          value={group.joining}
          options={JOININGS}
          onChange={(joining) => onChange(written({ ...group, joining }))}
        />
        {onRemove && (
          <IconButton label="Remove this group" onClick={onRemove}>
            <Icon name="close" />
          </IconButton>
        )}
      </div>
      <ol className={classes.rows}>
        {conditions.map((one, index) => (
          <li key={index}>
            {groupOf(one) ? (
              <ConditionGroup
                condition={one}
                depth={depth + 1}
                onChange={(next) => change(replaced(conditions, index, next))}
                onRemove={() => change(without(conditions, index))}
              />
            ) : (
              <ConditionRow
                condition={one}
                number={index + 1}
                onChange={(next) => change(replaced(conditions, index, next))}
                onRemove={
                  conditions.length > 1 || onRemove ? () => change(without(conditions, index)) : undefined
                }
              />
            )}
          </li>
        ))}
      </ol>
      <div className={classes.adding}>
        <TextButton small onClick={() => change([...conditions, STARTS.performed])}>
          Add a condition
        </TextButton>
        {depth < DEEPEST_GROUP && (
          <TextButton small onClick={() => change([...conditions, NEW_GROUP])}>
            Add a group
          </TextButton>
        )}
      </div>
    </fieldset>
  )
}
