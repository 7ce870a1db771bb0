import { Combobox } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import { formatCount } from './numbers'
import classes from './picker.module.css'

export interface PickerOption {
  key: string
  label: string
  group?: string
  count?: number
  note?: string
  mark?: ReactNode
}

export function PickerOptions({ options, chosen }: { options: PickerOption[]; chosen: string[] }) {
  if (options.length === 0) return <Combobox.Empty>Nothing found</Combobox.Empty>
  const groups = [...new Set(options.map((option) => option.group))]
  return groups.map((group) => {
    const members = options.filter((option) => option.group === group)
    const rows = members.map((option) => (
      <Row key={option.key} option={option} chosen={chosen.includes(option.key)} />
    ))
    if (!group) return rows
    return (
      <Combobox.Group label={group} key={group}>
        {rows}
      </Combobox.Group>
    )
  })
}

function Row({ option, chosen }: { option: PickerOption; chosen: boolean }) {
  return (
    <Combobox.Option value={option.key} active={chosen} aria-selected={chosen} className={classes.option}>
      <span className={classes.tick}>{chosen && <Icon name="check" colour="var(--accent)" />}</span>
      {option.mark}
      <span className={classes.label}>{option.label}</span>
      {option.note && <span className={classes.count}>{option.note}</span>}
      {option.count !== undefined && <span className={classes.count}>{formatCount(option.count)}</span>}
    </Combobox.Option>
  )
}
