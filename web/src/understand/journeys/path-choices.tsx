import { Picker } from '~/design/picker'
import classes from './journeys.module.css'
import { askedPaths } from './journeys-queries'
import { useJourneysSearch } from './journeys-search'
import type { StepChoices } from './step-options'

const OVERS = [
  ['touchpoint', 'touchpoints'],
  ['kind', 'interactions'],
  ['stage', 'stages'],
  ['channel', 'channels'],
] as const
const ANYWHERE = 'anywhere'

/** Over what the paths lead, where they begin or end, and how long they are. */
export function PathChoices({ choices }: { choices: StepChoices }) {
  const { search, change } = useJourneysSearch()
  const { over, anchor, direction, steps } = askedPaths(search)
  const names = OVERS.find(([key]) => key === over)?.[1] ?? over
  return (
    <div className={classes.choices}>
      <Picker
        small
        label="Steps are"
        shown={`Over ${names}`}
        options={OVERS.map(([key, label]) => ({ key, label }))}
        chosen={[over]}
        onPick={(key) => change({ over: key, anchor: undefined })}
      />
      <Picker
        small
        label="Direction"
        shown={direction === 'to' ? 'Up to' : 'From'}
        options={[
          { key: 'from', label: 'From there on' },
          { key: 'to', label: 'Up to there' },
        ]}
        chosen={[direction]}
        onPick={(key) => change({ direction: key, anchor: anchor ?? choices[over][0] })}
      />
      <Picker
        small
        label="Anchor"
        shown={anchor ?? 'the first interaction'}
        options={[
          { key: ANYWHERE, label: 'the first interaction' },
          ...choices[over].map((name) => ({ key: name, label: name })),
        ]}
        chosen={[anchor ?? ANYWHERE]}
        onPick={(key) => change({ anchor: key === ANYWHERE ? undefined : key })}
      />
      <Picker
        small
        label="Length"
        shown={`${steps} steps`}
        options={[3, 4, 5, 6, 8].map((length) => ({ key: String(length), label: `${length} steps` }))}
        chosen={[String(steps)]}
        onPick={(key) => change({ length: key })}
      />
    </div>
  )
}
