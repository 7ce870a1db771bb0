import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { ChoiceField, TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './cases.module.css'
import { changeRule, lookBack, rulesQuery, useCaseChange, type Rule } from './queries'

/** Which scores open cases, who looks after them, and by when. */
export function RulesPanel({ onDone }: { onDone: () => void }) {
  const rules = useQuery(rulesQuery)
  return (
    <Panel
      title="Which scores open cases"
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
    <form className={classes.form} aria-label={rule.label} onSubmit={(event) => event.preventDefault()}>
      <p>
        <b>{rule.label}</b>{' '}
        <Tag tone={rule.is_on ? 'accent' : 'plain'}>
          {rule.is_on && rule.since ? `on since ${formatMoment(rule.since)}` : 'off'}
        </Tag>
      </p>
      <div className={classes.row}>
        <TextField
          label={`Low is this or less, of ${rule.scale_max}`}
          type="number"
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

function LookBack({ rule }: { rule: Rule }) {
  const [since, setSince] = useState('')
  const [found, setFound] = useState('')
  const { mutate, error, isPending } = useCaseChange()
  const look = () =>
    mutate(async () => {
      const { opened, added } = await lookBack(rule.name, since)
      setFound(`${plural(opened, 'case', 'cases')} opened, ${added} added to open ones.`)
    })
  return (
    <div className={classes.row}>
      <TextField
        label="Look back to"
        type="date"
        value={since}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <TextButton small disabled={!since || isPending} onClick={look}>
        Look back by {rule.label}
      </TextButton>
      <span className="note soft" role="status">
        {found}
      </span>
      {error && <Failed trouble={troubleOf(error)} />}
    </div>
  )
}
