import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import followed from '~/design/followed.module.css'
import { LookBack } from './look-back'
import { changeRule, rulesQuery, useCaseChange, type Rule } from './queries'

const WORDS = 'opinions'

/** Which scores and words open cases, who looks after them, and by when. */
export function RulesPanel({ onDone }: { onDone: () => void }) {
  const rules = useQuery(rulesQuery)
  return (
    <Panel
      title="What opens cases"
      note="A rule counts from the moment it is switched on; what is in the log already opens cases only if you look back"
      tools={<TextButton onClick={onDone}>Done</TextButton>}
    >
      <Loaded query={rules} shapes={<Shapes rows={4} height={48} label="Loading the rules" />}>
        {({ rows }) => rows.map((rule) => <RuleForm key={rule.name} rule={rule} />)}
      </Loaded>
    </Panel>
  )
}

function RuleForm({ rule }: { rule: Rule }) {
  const [threshold, setThreshold] = useState(String(rule.threshold))
  const [minutes, setMinutes] = useState(String(rule.minutes))
  const [owner, setOwner] = useState(rule.owner)
  const [clock, setClock] = useState(rule.clock)
  const { mutate, error, isPending } = useCaseChange()
  const body = {
    threshold: Number(threshold),
    minutes: Math.round(Number(minutes)),
    owner,
    clock: clock === 'calendar' ? ('calendar' as const) : ('business' as const),
  }
  return (
    <form className={followed.form} aria-label={rule.label} onSubmit={(event) => event.preventDefault()}>
      <p>
        <b>{rule.label}</b>{' '}
        <Tag tone={rule.is_on ? 'accent' : 'plain'}>
          {rule.is_on && rule.since ? `on since ${formatMoment(rule.since)}` : 'off'}
        </Tag>
      </p>
      {rule.name === WORDS && (
        <p className="note soft">
          What people write in anger, or so bitterly, opens one case for a person, and none in the month after
          it is over. Sentiment runs from −1 to 1.
        </p>
      )}
      <div className={followed.row}>
        <TextField
          label={rule.name === WORDS ? 'Sentiment this or less' : `Low is this or less, of ${rule.scale_max}`}
          type="number"
          step="any"
          value={threshold}
          onChange={(event) => setThreshold(event.currentTarget.value)}
        />
        <TextField
          label="Contact within minutes"
          type="number"
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
        />
        <ChoiceField
          label="Of"
          value={clock}
          choices={[
            ['business', 'opening hours'],
            ['calendar', 'the calendar'],
          ]}
          onChoose={setClock}
        />
        <TextField
          label="Owner"
          value={owner}
          maxLength={254}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <TextButton
          disabled={isPending}
          onClick={() => mutate(() => changeRule(rule.name, { ...body, is_on: !rule.is_on }))}
        >
          {rule.is_on ? `Switch ${rule.label} off` : `Switch ${rule.label} on`}
        </TextButton>
        <TextButton disabled={isPending} onClick={() => mutate(() => changeRule(rule.name, body))}>
          Keep
        </TextButton>
      </div>
      {error && <Failed trouble={troubleOf(error)} />}
      <LookBack rule={rule} />
    </form>
  )
}
