import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { CopyRows } from './copy-rows'
import { FixFirstCards } from './fix-first-cards'
import { FixFirstFoot } from './fix-first-foot'
import { FixFirstTable } from './fix-first-table'
import { InWords } from './in-words'
import { NothingToFix } from './nothing-to-fix'
import { rankedBy } from './ranking'
import { fixFirstQuery, readFixFirstSearch, type FixFirst } from './queries'

/** The touchpoints that cost most, each with what it moves, for how many, and how that is known. */
export function FixFirstPanel() {
  const { query, span } = useScope()
  const { moves } = readFixFirstSearch(useSearch({ strict: false }))
  const fixFirst = useQuery(fixFirstQuery(query, moves))
  const narrow = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
  const filled = fixFirst.isSuccess && fixFirst.data.rows.length > 0
  return (
    <Panel
      hero
      label="What to fix first"
      title="What to fix first"
      note={fixFirst.isPlaceholderData ? `Working out ${span.label} …` : filled && rankedBy(fixFirst.data)}
      tools={
        fixFirst.data && (
          <>
            <MovesPicker fixFirst={fixFirst.data} />
            {filled && <CopyRows fixFirst={fixFirst.data} />}
          </>
        )
      }
    >
      <Loaded query={fixFirst} shapes={<Shapes rows={6} height={28} label="Loading what to fix first" />}>
        {(answer) => (
          <>
            {answer.rows.length === 0 && <NothingToFix fixFirst={answer} />}
            {narrow ? <FixFirstCards fixFirst={answer} /> : <FixFirstTable fixFirst={answer} />}
            {filled && <FixFirstFoot fixFirst={answer} />}
            <InWords />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function MovesPicker({ fixFirst }: { fixFirst: FixFirst }) {
  const navigate = useNavigate()
  const pick = (moves: string) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, moves, open: undefined }),
      resetScroll: false,
    })
  const shown = (
    <>
      <span className="faint">Moves</span> {fixFirst.moves_label}
    </>
  )
  return (
    <Picker
      label="Moves"
      small
      shown={shown}
      options={fixFirst.choices}
      chosen={[fixFirst.moves]}
      onPick={pick}
    />
  )
}
