import { useChange } from '~/api/use-change'
import { TextButton } from '~/design/button'
import { asked } from './share-queries'

/** Lets a plan or a widget ask, or ask no more. */
export function SwitchButton({
  survey,
  name,
  isOn,
  turn,
}: {
  survey: number
  name: string
  isOn: boolean
  turn: (isOn: boolean) => Promise<unknown>
}) {
  const change = useChange(asked(survey), turn)
  return (
    <TextButton
      small
      aria-label={`${isOn ? 'Stop' : 'Start'}: ${name}`}
      disabled={change.isPending}
      onClick={() => change.mutate(!isOn)}
    >
      {isOn ? 'Stop' : 'Start'}
    </TextButton>
  )
}
