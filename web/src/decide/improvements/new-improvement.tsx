import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { filtersQuery } from '~/record/interactions/queries'
import followed from '~/design/followed.module.css'
import { createImprovement, metricsQuery, type ImprovementsSearch } from './queries'

/** Begin an improvement: of a friction, a topic, or a metric on a channel. */
export function NewImprovementForm({ start, onDone }: { start: ImprovementsSearch; onDone: () => void }) {
  const [name, setName] = useState(start.name ?? '')
  const [metric, setMetric] = useState('csat')
  const [channel, setChannel] = useState('')
  const [planned, setPlanned] = useState('')
  const metrics = useQuery({ ...metricsQuery, enabled: !start.friction && !start.topic })
  const filters = useQuery(filtersQuery)
  const navigate = useNavigate()
  const creating = useChange(['improvements'], createImprovement)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const about = start.friction
      ? { kind: 'friction' as const, subject: start.friction }
      : start.topic
        ? { kind: 'topic' as const, subject: start.topic }
        : { kind: 'metric' as const, subject: metric, scope: { channels: channel ? [channel] : [] } }
    creating.mutate(
      {
        name: name.trim(),
        owner: '',
        state: planned ? 'planned' : 'idea',
        planned_date: planned || null,
        currency: '',
        grain: 'week',
        ...about,
      },
      {
        onSuccess: ({ improvement: { number } }) => {
          onDone()
          void navigate({ to: '/improvements/$number', params: { number: String(number) } })
        },
      },
    )
  }
  return (
    <Panel title="New improvement" tools={<TextButton onClick={onDone}>Cancel</TextButton>}>
      <form className={followed.form} onSubmit={submit}>
        <div className={followed.row}>
          <TextField
            label="What will be different"
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {start.friction || start.topic ? (
            <TextField
              label={start.friction ? 'Friction' : 'Topic'}
              value={start.friction ?? start.topic ?? ''}
              readOnly
            />
          ) : (
            <>
              <ChoiceField
                label="Metric"
                value={metric}
                choices={(metrics.data ?? []).map(({ metric: key, label }) => [key, label])}
                onChoose={setMetric}
              />
              <ChoiceField
                label="Channel"
                value={channel}
                choices={[
                  ['', 'Everywhere'],
                  ...(filters.data?.channels ?? []).map((one): [string, string] => [
                    one.channel,
                    one.channel,
                  ]),
                ]}
                onChoose={setChannel}
              />
            </>
          )}
          <TextField
            label="Planned for"
            type="date"
            value={planned}
            onChange={(event) => setPlanned(event.currentTarget.value)}
          />
        </div>
        {creating.error && <Failed trouble={troubleOf(creating.error)} />}
        <div>
          <button type="submit" className={mainButtonClass} disabled={!name.trim() || creating.isPending}>
            Begin
          </button>
        </div>
      </form>
    </Panel>
  )
}
