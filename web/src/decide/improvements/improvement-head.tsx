import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { changeImprovement, useImprovementChange, writeNote, type Improvement } from './queries'
import { STATES, whenOf } from './wording'

/** What it is, who owns it, where it stands: all of it may be changed in place. */
export function ImprovementHead({ improvement: one }: { improvement: Improvement }) {
  const [told, setTold] = useState({
    state: one.state,
    owner: one.owner,
    planned: one.planned_date ?? '',
    shipped: one.shipped_date ?? '',
    cost: one.cost ?? '',
    currency: one.currency,
    worthwhile: one.worthwhile === null ? '' : String(one.worthwhile),
  })
  const [text, setText] = useState('')
  const { mutate, error, isPending } = useImprovementChange()
  const tell = (change: Partial<typeof told>) => setTold((now) => ({ ...now, ...change }))
  const keep = () =>
    mutate(() =>
      changeImprovement(one.number, {
        state: told.state as 'idea',
        owner: told.owner,
        planned_date: told.planned || null,
        shipped_date: told.shipped || null,
        cost: told.cost === '' ? null : told.cost,
        currency: told.currency.toUpperCase(),
        worthwhile: told.worthwhile === '' ? null : Number(told.worthwhile),
      }),
    )
  return (
    <Panel level={1} title={one.name} note={`${one.about}, ${whenOf(one)}`}>
      <form className={followed.form} onSubmit={(event) => event.preventDefault()}>
        <div className={followed.row}>
          <ChoiceField
            label="State"
            value={told.state}
            choices={STATES}
            onChoose={(state) => tell({ state })}
          />
          <Field label="Shipped on" type="date" value={told.shipped} say={(shipped) => tell({ shipped })} />
          <Field label="Planned for" type="date" value={told.planned} say={(planned) => tell({ planned })} />
          <Field label="Owner" value={told.owner} say={(owner) => tell({ owner })} />
          <Field label="Cost" type="number" value={String(told.cost)} say={(cost) => tell({ cost })} />
          <Field label="Currency" value={told.currency} say={(currency) => tell({ currency })} />
          <Field
            label="Worth it from a change of"
            type="number"
            value={told.worthwhile}
            say={(worthwhile) => tell({ worthwhile })}
          />
          <TextButton disabled={isPending} onClick={keep}>
            Keep
          </TextButton>
        </div>
        <div className={followed.row}>
          <Field label="Note" value={text} say={setText} />
          <TextButton
            disabled={isPending || !text.trim()}
            onClick={() => mutate(() => writeNote(one.number, text), { onSuccess: () => setText('') })}
          >
            Write it down
          </TextButton>
        </div>
        {error && <Failed trouble={troubleOf(error)} />}
      </form>
    </Panel>
  )
}

interface FieldProps {
  label: string
  value: string
  type?: string
  say: (value: string) => void
}

const Field = ({ label, value, type, say }: FieldProps) => (
  <TextField
    label={label}
    type={type}
    step="any"
    value={value}
    onChange={(event) => say(event.currentTarget.value)}
  />
)
