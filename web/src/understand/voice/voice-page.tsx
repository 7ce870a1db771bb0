import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { useVoiceScope } from './use-voice-scope'
import { HeatMap } from './heat-map'
import { readVoiceSearch, voiceQuery, type Voice } from './queries'
import { ReadingNote } from './reading-note'
import { topicsTable } from './topics-csv'
import { TopicFilter } from './topic-filter'
import { TopicPanel } from './topic-panel'
import { TopicTable } from './topic-table'
import { TrustFoot } from './trust-foot'
import classes from './voice.module.css'
import { WhoseVoice } from './whose-voice'
import { kindOf, noteOf, ofKind, sorted, sortOf, titleOf } from './wording'

/** What do people say, what do they feel about it, and how does that change? */
export default function VoicePage() {
  usePageTitle('Voice')
  const { query, span, isPublic } = useVoiceScope()
  const found = useQuery(voiceQuery(query))
  const [asTable, showTable] = useState(false)
  const voice = found.data
  const table = voice && { caption: `Topics, ${span.label}`, ...topicsTable(voice) }
  return (
    <>
      <ScopeChips />
      <WhoseVoice />
      <div className={classes.columns}>
        <Panel
          level={1}
          title={titleOf(voice, span.label)}
          note={
            voice ? noteOf(voice.whole, span.label, isPublic) : 'What people say, and what they feel about it'
          }
          tools={
            table && table.rows.length > 0 ? (
              <TableTools table={table} shown={asTable} onShow={showTable} />
            ) : undefined
          }
        >
          <Loaded query={found} shapes={<Shapes rows={9} height={36} label="Loading topics" />}>
            {(loaded) => (
              <>
                <ReadingNote progress={loaded.progress} />
                {asTable && table ? <TableView table={table} /> : <Topics voice={loaded} />}
                {loaded.topics.length > 0 && <HeatMap voice={loaded} />}
                {loaded.whole.n > 0 && <TrustFoot unsure={loaded.whole.unsure} unplaced={loaded.unplaced} />}
              </>
            )}
          </Loaded>
        </Panel>
        {voice && voice.whole.n > 0 && <OpenTopic voice={voice} />}
      </div>
    </>
  )
}

function Topics({ voice }: { voice: Voice }) {
  const search = readVoiceSearch(useSearch({ strict: false }))
  const kind = kindOf(search.kind)
  const rows = sorted(ofKind(voice, kind), sortOf(search.sort))
  if (voice.progress.said === 0)
    return (
      <Empty title="Nobody has said anything yet">
        What customers write appears here: answers to surveys, reviews, mails, chats, calls written down,
        posts. Import a file with a text, or let a source send one.
      </Empty>
    )
  if (voice.whole.n === 0)
    return (
      <Empty
        title={voice.progress.read === 0 ? 'The first texts are being read' : 'Nobody said anything here'}
      >
        {voice.progress.read === 0
          ? 'Topics appear as soon as forty opinions are there.'
          : 'Choose a longer period, or take a filter away.'}
      </Empty>
    )
  return (
    <>
      <TopicFilter voice={voice} />
      {rows.length === 0 ? (
        <Empty title={kind === 'all' ? 'No topics yet' : `No ${kind.replace('_', ' ')} here`}>
          {kind === 'all'
            ? 'Topics are found once forty opinions are there. Until then, read the sentences beside.'
            : 'Too little is said about it to be sure, or nothing stands out. Look at all topics.'}
        </Empty>
      ) : (
        <TopicTable rows={rows} opened={search.topic ?? rows[0]?.id} />
      )}
    </>
  )
}

/** The topic in the address, else the first; without topics all that was said. */
function OpenTopic({ voice }: { voice: Voice }) {
  const search = readVoiceSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const rows = sorted(ofKind(voice, kindOf(search.kind)), sortOf(search.sort))
  const topic = search.topic ?? rows[0]?.id
  const close = () =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, topic: undefined }),
      replace: true,
      resetScroll: false,
    })
  return <TopicPanel key={topic} topic={topic} voice={voice} onClose={search.topic ? close : undefined} />
}
