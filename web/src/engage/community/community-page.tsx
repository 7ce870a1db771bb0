import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import followed from '~/design/followed.module.css'
import { DemandFilters } from './demand-filters'
import { DemandTable } from './demand-table'
import { NewBoardForm } from './new-board'
import { NewIdeaForm } from './new-idea'
import { QueuePanel } from './queue-panel'
import { boardsQuery, demandQuery, type Board } from './queries'

/** What customers want, and who they are. */
export default function CommunityPage() {
  usePageTitle('Community')
  const search = useSearch({ from: '/community' })
  const boards = useQuery(boardsQuery)
  const [making, make] = useState(false)
  return (
    <div className={followed.stack}>
      {making && <NewBoardForm onDone={() => make(false)} />}
      <Loaded query={boards} shapes={<Shapes rows={6} height={40} label="Loading the boards" />}>
        {({ rows }) => {
          const board = rows.find(({ slug }) => slug === search.board) ?? rows[0]
          return board ? (
            <BoardPanel key={board.slug} board={board} boards={rows} onMake={() => make(true)} />
          ) : (
            <Panel level={1} title="Community">
              <Empty title="There is no board yet">
                A board shows customers what others want, lets them vote, and tells them what becomes of it.
                What they asked for in tickets and reviews is counted with the votes.
                <p>{!making && <TextButton onClick={() => make(true)}>Make a board</TextButton>}</p>
              </Empty>
            </Panel>
          )
        }}
      </Loaded>
      <QueuePanel />
    </div>
  )
}

function BoardPanel({ board, boards, onMake }: { board: Board; boards: Board[]; onMake: () => void }) {
  const search = useSearch({ from: '/community' })
  const [limit, setLimit] = useState(50)
  const [posting, post] = useState(false)
  const found = useQuery(demandQuery(board.slug, search, limit))
  return (
    <Panel
      level={1}
      title={found.data ? `${board.name}: ${plural(found.data.n, 'idea', 'ideas')}` : board.name}
      note={
        <>
          Each person is counted once, by votes and by what they asked for elsewhere.{' '}
          <a href={`/b/${board.slug}`}>See it as customers do</a>
          {board.is_private && ', private'}
          {!board.is_open && ', closed'}
        </>
      }
      tools={
        <>
          {!posting && <TextButton onClick={() => post(true)}>New idea</TextButton>}
          <TextButton onClick={onMake}>New board</TextButton>
        </>
      }
    >
      {posting && <NewIdeaForm slug={board.slug} onDone={() => post(false)} />}
      <DemandFilters boards={boards} />
      <Loaded query={found} shapes={<Shapes rows={6} height={40} label="Loading ideas" />}>
        {(ranking) =>
          ranking.rows.length === 0 ? (
            <Empty title="No idea is like that yet">Post one for what customers ask elsewhere.</Empty>
          ) : (
            <>
              <DemandTable ranking={ranking} />
              <MoreButton
                shown={ranking.rows.length}
                total={ranking.n}
                waiting={found.isFetching}
                onMore={
                  ranking.rows.length < ranking.n && limit < 200 ? () => setLimit(limit + 50) : undefined
                }
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}
