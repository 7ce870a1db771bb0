import { useNavigate, useSearch } from '@tanstack/react-router'
import { Picker } from '~/design/picker'
import { formatCount } from '~/design/numbers'
import { readVoiceSearch, type Voice } from './queries'
import classes from './voice.module.css'
import { KINDS, kindOf, ofKind, SORTS, sortOf, type Kind } from './wording'

/** Which topics: all, those that hurt, that ask, that please, that rise; and in which order. */
export function TopicFilter({ voice }: { voice: Voice }) {
  const search = readVoiceSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (changes: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, topic: undefined, ...changes }),
      resetScroll: false,
    })
  const chosen = kindOf(search.kind)
  const sort = sortOf(search.sort)
  return (
    <div className={classes.filter}>
      <div className={classes.kinds} role="group" aria-label="Which topics">
        {(Object.keys(KINDS) as Kind[]).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === chosen}
            onClick={() => change({ kind: kind === 'all' ? undefined : kind })}
          >
            {KINDS[kind]} <small>{formatCount(ofKind(voice, kind).length)}</small>
          </button>
        ))}
      </div>
      <Picker
        small
        label="Order"
        shown={`Sorted by ${SORTS[sort]}`}
        options={Object.entries(SORTS).map(([key, label]) => ({ key, label }))}
        chosen={[sort]}
        onPick={(key) => change({ sort: key === 'volume' ? undefined : key })}
      />
    </div>
  )
}
