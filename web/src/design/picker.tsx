/** A button that opens a list to choose from: one or several, in groups, with counts, to be searched when long. */
import { Combobox, useCombobox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { TextButton } from './button'
import { Icon } from './icon'
import { PickerOptions, type PickerOption } from './picker-options'
import classes from './picker.module.css'

interface PickerProps {
  label: string
  shown: ReactNode
  icon?: ReactNode
  options: PickerOption[]
  chosen: string[]
  several?: boolean
  small?: boolean
  /** Picking puts the cursor somewhere else; it does not come back to the button. */
  movesOn?: boolean
  onPick: (key: string) => void
  /** What stands below the list; it is given the way to close it. */
  foot?: (close: () => void) => ReactNode
}

export function Picker(props: PickerProps) {
  const { label, shown, icon, options, chosen, several, small, movesOn, onPick, foot } = props
  const [sought, setSought] = useState('')
  const searchable = options.length > 9
  const store = useCombobox({
    onDropdownOpen: () => searchable && store.focusSearchInput(),
    onDropdownClose: () => setSought(''),
  })
  const pick = (key: string) => {
    onPick(key)
    if (several) return
    store.closeDropdown()
    if (!movesOn) store.focusTarget()
  }
  return (
    <Combobox
      store={store}
      onOptionSubmit={pick}
      width={280}
      position="bottom-start"
      shadow="float"
      withinPortal={false}
      keepMounted={false}
    >
      <Combobox.Target targetType="button">
        <TextButton small={small} onClick={() => store.toggleDropdown()} className={classes.button}>
          {icon}
          <span className="spoken">{label}: </span>
          <span className={classes.shown}>{shown}</span>
          <Icon name="down" />
        </TextButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {searchable && (
          <Combobox.Search
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
            placeholder="Search"
            aria-label={`Search ${label}`}
          />
        )}
        <Combobox.Options className={classes.options} aria-label={label} tabIndex={0}>
          <PickerOptions options={options.filter((option) => matches(option, sought))} chosen={chosen} />
        </Combobox.Options>
        {foot && <div className={classes.foot}>{foot(() => store.closeDropdown())}</div>}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Every word of the search stands somewhere in it, in whatever order. */
const matches = ({ label, group, note }: PickerOption, sought: string) => {
  const words = `${group ?? ''} ${label} ${note ?? ''}`.toLowerCase()
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}
