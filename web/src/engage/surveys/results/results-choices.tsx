import { TextField } from '~/design/field'
import { buttonClass } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import { dayAfter } from '~/record/interactions/scope'
import { shortened } from '../logic/sentence'
import type { KeptSurvey } from '../queries'
import type { Results } from './results-queries'
import classes from './results.module.css'
import { behindWords } from './results-words'
import { useResultsSearch } from './use-results'

const MOST_OFFERED = 60

/** Which days, and only those who answered something so. */
export function ResultsChoices({ found }: { kept: KeptSurvey; found: Results }) {
  const { search, change } = useResultsSearch()
  const options = found.questions.flatMap(({ name, title, bars }) =>
    bars.length > MOST_OFFERED
      ? []
      : bars.map((bar) => ({
          key: `${name}=${String(bar.value)}`,
          label: bar.text,
          group: shortened(title, 60),
        })),
  )
  const chosen = search.where
  return (
    <div className={classes.choices}>
      <TextField
        label="From"
        type="date"
        value={search.since ?? ''}
        onChange={(event) => change({ since: event.currentTarget.value || undefined })}
      />
      <TextField
        label="To"
        type="date"
        value={search.until ? dayAfter(search.until, -1) : ''}
        onChange={(event) => {
          const day = event.currentTarget.value
          change({ until: day ? dayAfter(day) : undefined })
        }}
      />
      <div>
        <p className={classes.label}>Only those who</p>
        <Picker
          label="Only those who answered"
          icon={<Icon name="filter" />}
          shown={chosen ? behindWords(`answer:${chosen}`, found.questions) : 'Everybody'}
          options={options}
          chosen={chosen ? [chosen] : []}
          onPick={(key) => change({ where: key === chosen ? undefined : key, behind: undefined })}
        />
      </div>
      {(chosen || search.since || search.until) && (
        <button
          type="button"
          className={buttonClass}
          onClick={() => change({ where: undefined, since: undefined, until: undefined, behind: undefined })}
        >
          <Icon name="close" /> Show all answers
        </button>
      )}
    </div>
  )
}
