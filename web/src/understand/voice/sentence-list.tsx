import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { MoreButton } from '~/design/more-button'
import { Empty, Failed, Shapes } from '~/design/states'
import { formatCount } from '~/design/numbers'
import { Picker } from '~/design/picker'
import { sessionQuery } from '~/record/interactions/queries'
import { useVoiceScope } from './use-voice-scope'
import { readVoiceSearch, sentencesQuery, type SentencesAsked, type Voice } from './queries'
import { SentenceCard } from './sentence-card'
import classes from './sentences.module.css'
import { EMOTIONS, INTENTS, LABELS } from './wording'

const ORDERS = {
  typical: 'most typical first',
  newest: 'newest first',
  strongest: 'strongest first',
  unsure: 'least sure first',
}

/** The sentences behind a number, a page at a time, masked unless somebody with the right asks otherwise. */
export function SentenceList({ voice, asked }: { voice: Voice; asked: SentencesAsked }) {
  const { query } = useVoiceScope()
  const search = readVoiceSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [unmasked, unmask] = useState(false)
  const mayUnmask = useQuery(sessionQuery).data?.user.may_read_unmasked
  const change = (changes: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...changes }),
      resetScroll: false,
    })
  const order = search.order && search.order in ORDERS ? search.order : asked.topic ? 'typical' : 'newest'
  const { label, emotion, intent } = search
  const found = useInfiniteQuery(sentencesQuery(query, { label, emotion, intent, order, unmasked, ...asked }))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  const only = [
    ...LABELS.map((key) => ({ key: `label:${key}`, label: key, group: 'Sentiment' })),
    ...EMOTIONS.map((key) => ({ key: `emotion:${key}`, label: key, group: 'Emotion' })),
    ...INTENTS.map((key) => ({ key: `intent:${key}`, label: key, group: 'Intent' })),
  ]
  const chosen = Object.entries({ label, emotion, intent }).flatMap(([kind, value]) =>
    value ? [`${kind}:${value}`] : [],
  )
  const pick = (key: string) => {
    const [kind, value] = key.split(':') as [string, string]
    change({ [kind]: chosen.includes(key) ? undefined : value })
  }
  return (
    <section className={classes.sentences} aria-label="Sentences">
      <header>
        <h3>
          Sentences <span className="note soft">{formatCount(total)} texts</span>
        </h3>
        <Picker
          small
          label="Only"
          shown={chosen.length ? chosen.map((key) => key.split(':')[1]).join(', ') : 'All of them'}
          options={only}
          chosen={chosen}
          onPick={pick}
        />
        <Picker
          small
          label="Order"
          shown={ORDERS[order as keyof typeof ORDERS]}
          options={Object.entries(ORDERS).map(([key, name]) => ({ key, label: name }))}
          chosen={[order]}
          onPick={(key) => change({ order: key })}
        />
        {mayUnmask && (
          <TextButton small aria-pressed={unmasked} onClick={() => unmask(!unmasked)}>
            {unmasked ? 'Mask names' : 'Show names'}
          </TextButton>
        )}
      </header>
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={4} height={48} label="Loading sentences" />}
      {found.isSuccess && total === 0 && <Empty title="No sentence is like that">Take a filter away.</Empty>}
      {rows.map((row) => (
        <SentenceCard key={row.interaction_id} row={row} voice={voice} />
      ))}
      {total > 0 && (
        <MoreButton
          shown={rows.length}
          total={total}
          waiting={found.isFetchingNextPage}
          onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
        />
      )}
    </section>
  )
}
