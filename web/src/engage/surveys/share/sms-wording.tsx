import { useQuery } from '@tanstack/react-query'
import { AreaField } from '~/design/field'
import { plural } from '~/design/numbers'
import { textLengthQuery } from './share-queries'

const USUAL = '{title}: {link} - Reply STOP to get no more.'

/** What a text message says, and how many of them that takes. */
export function SmsWording({
  title,
  value,
  onChange,
}: {
  title: string
  value: string
  onChange: (value: string) => void
}) {
  const link = `${window.location.origin}/s/${'x'.repeat(32)}`
  const text = (value || USUAL).replaceAll('{title}', title.slice(0, 70)).replaceAll('{link}', link)
  const length = useQuery(textLengthQuery(text))
  const counted = length.data
  const culprits = counted?.culprits ? ` because of ${[...counted.culprits].join(' ')}` : ''
  const wrong = value && !value.includes('{link}') ? 'It needs {link}, where this person answers.' : undefined
  return (
    <AreaField
      label="What the text message says"
      rows={2}
      placeholder={USUAL}
      value={value}
      wrong={wrong}
      hint={
        counted &&
        `${plural(counted.parts, 'message', 'messages')}, ${counted.units} of ${counted.units + counted.left} ${
          counted.encoding === 'gsm7' ? 'characters (GSM 03.38)' : `characters (UCS-2${culprits})`
        }`
      }
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
