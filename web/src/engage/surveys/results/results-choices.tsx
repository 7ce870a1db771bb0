import { useQuery } from '@tanstack/react-query'
import { TextField } from '~/design/field'
import { buttonClass } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import { dayAfter } from '~/record/interactions/scope'
import { segmentsQuery } from '~/record/segments/queries'
import { shortened } from '../logic/sentence'
import type { KeptSurvey } from '../queries'
import { isPart, type Results } from './results-queries'
import classes from './results.module.css'
import { behindWords } from './results-words'
import { useResultsSearch } from './use-results'

const MOST_OFFERED = 60
const EVERYBODY = {
  where: undefined,
  segment: undefined,
  since: undefined,
  until: undefined,
  behind: undefined,
}

/** Which days, which customers, and only those who answered something so. Of the anonymous only the last can be said. */
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
      {!found.is_anonymous && <Days />}
      {!found.is_anonymous && <OfSegment />}
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
      {isPart(search) && (
        <button type="button" className={buttonClass} onClick={() => change(EVERYBODY)}>
          <Icon name="close" /> Show all answers
        </button>
      )}
    </div>
  )
}

function Days() {
  const { search, change } = useResultsSearch()
  return (
    <>
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
    </>
  )
}

/** Customers in a saved segment, as it is now. */
function OfSegment() {
  const { search, change } = useResultsSearch()
  const segments = useQuery(segmentsQuery).data?.rows ?? []
  if (segments.length === 0 && !search.segment) return null
  const name = segments.find(({ slug }) => slug === search.segment)?.name ?? search.segment
  return (
    <div>
      <p className={classes.label}>Customers in</p>
      <Picker
        label="Only customers in"
        icon={<Icon name="people" />}
        shown={name ?? 'Any segment'}
        options={segments.map((one) => ({ key: one.slug, label: one.name, count: one.n ?? undefined }))}
        chosen={search.segment ? [search.segment] : []}
        onPick={(key) => change({ segment: key === search.segment ? undefined : key, behind: undefined })}
      />
    </div>
  )
}
