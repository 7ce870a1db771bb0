import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import { kindIcon } from '../definition/kind-icons'
import { KINDS } from '../definition/kinds'

interface AddQuestionProps {
  label: string
  shown: string
  onAdd: (kind: string) => void
}

const OPTIONS = KINDS.map(({ key, name, group, note }) => ({
  key,
  label: name,
  group,
  note,
  mark: <Icon name={kindIcon(key)} colour="var(--soft)" />,
}))

/** Every kind of question, to be searched by typing. */
export function AddQuestion({ label, shown, onAdd }: AddQuestionProps) {
  return (
    <Picker
      movesOn
      label={label}
      shown={shown}
      icon={<Icon name="plus" />}
      options={OPTIONS}
      chosen={[]}
      onPick={onAdd}
    />
  )
}
