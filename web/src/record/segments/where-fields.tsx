import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import classes from './builder.module.css'
import { Text } from './fields'
import { TestFields } from './test-fields'
import { replaced, without, type Where } from './tree'

interface WhereProps {
  where: Where[]
  properties: readonly string[]
  onChange: (where: Where[]) => void
}

/** Which of these interactions count: their properties, each held against something. */
export function WhereFields({ where, properties, onChange }: WhereProps) {
  const add = () => onChange([...where, { name: properties[0] ?? '', test: { op: 'is', value: '' } }])
  return (
    <>
      {where.map((one, index) => (
        <span key={index} className={classes.where}>
          <span>{index === 0 ? 'where' : 'and'}</span>
          <Text
            label="Property"
            value={one.name}
            suggestions={properties}
            onChange={(name) => onChange(replaced(where, index, { ...one, name }))}
          />
          <TestFields
            of="text"
            test={one.test}
            onChange={(test) => onChange(replaced(where, index, { ...one, test }))}
          />
          <IconButton label="Remove this property" onClick={() => onChange(without(where, index))}>
            <Icon name="close" />
          </IconButton>
        </span>
      ))}
      {where.length < 10 && (
        <TextButton small onClick={add}>
          Only where …
        </TextButton>
      )}
    </>
  )
}
