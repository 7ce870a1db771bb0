import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { formatCount, plural } from '~/design/numbers'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { countBack, lookBack, useCaseChange, type Rule } from './queries'

/** Cases for what is in the log already: counted first, then opened. */
export function LookBack({ rule }: { rule: Rule }) {
  const [since, setSince] = useState('')
  const [found, setFound] = useState('')
  const [counted, setCounted] = useState<string>()
  const { mutate, error, isPending } = useCaseChange()
  const look = () =>
    mutate(async () => {
      setCounted(undefined)
      const { opened, added } = await lookBack(rule.name, since)
      setFound(`${plural(opened, 'case', 'cases')} opened, ${added} added to open ones.`)
    })
  const count = () =>
    mutate(async () => {
      const { opens, signals, customers } = await countBack(rule.name, since)
      setCounted(since)
      setFound(
        `${plural(opens, 'case', 'cases')} would open: ${formatCount(signals)} of ${plural(customers, 'person', 'people')}.`,
      )
    })
  return (
    <div className={followed.row}>
      <TextField
        label="Look back to"
        type="date"
        value={since}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <TextButton small disabled={!since || isPending} onClick={count}>
        Count by {rule.label}
      </TextButton>
      <TextButton small disabled={!since || isPending || counted !== since} onClick={look}>
        Look back by {rule.label}
      </TextButton>
      <span className="note soft" role="status">
        {found}
      </span>
      {error && <Failed trouble={troubleOf(error)} />}
    </div>
  )
}
