import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { useChange } from '~/api/use-change'
import { TextButton } from '~/design/button'
import { formatDay } from '~/design/dates'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { usePageTitle } from '~/design/use-page-title'
import { sessionQuery } from '~/record/interactions/queries'
import { LeadsPanel } from './leads-panel'
import { NoteForm } from './note-form'
import classes from './notes.module.css'
import { dropNote, notesQuery, readNotesSearch, type Note } from './queries'

/** What staff notices on the front line, and how early. */
export default function NotesPage() {
  usePageTitle('Notes')
  const search = readNotesSearch(useSearch({ strict: false }))
  const notes = useInfiniteQuery(notesQuery(search))
  const rows = notes.data?.pages.flatMap((page) => page.rows) ?? []
  const total = notes.data?.pages[0]?.total ?? 0
  const isPart = Boolean(search.topic ?? search.touchpoint)
  return (
    <div className={classes.page}>
      <NoteForm />
      <LeadsPanel />
      <Panel
        level={1}
        title="Notes from the front line"
        note={notes.data && `${plural(total, 'note', 'notes')}, the newest day first`}
        tools={
          isPart && (
            <Link to="/notes" search={{}}>
              Show all notes
            </Link>
          )
        }
      >
        <Loaded query={notes as never} shapes={<Shapes rows={4} height={44} label="Loading notes" />}>
          {() =>
            rows.length === 0 ? (
              <Empty title={isPart ? 'No such note' : 'Nobody has noted anything yet'}>
                Who talks with customers hears first. A sentence is enough.
              </Empty>
            ) : (
              <>
                <ol className={classes.notes}>
                  {rows.map((note) => (
                    <Written key={note.id} note={note} />
                  ))}
                </ol>
                {notes.hasNextPage && (
                  <MoreButton
                    shown={rows.length}
                    total={total}
                    waiting={notes.isFetchingNextPage}
                    onMore={() => void notes.fetchNextPage()}
                  />
                )}
              </>
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

function Written({ note }: { note: Note }) {
  const me = useQuery(sessionQuery).data?.user.email
  const drop = useChange(['notes'], dropNote)
  return (
    <li>
      <p className={classes.who}>
        {formatDay(note.noted_date)} <span className="faint">{note.author || 'without a name'}</span>
        {note.touchpoint && (
          <Link to="/notes" search={{ touchpoint: note.touchpoint }}>
            <Tag>{note.touchpoint}</Tag>
          </Link>
        )}
        {note.topics.map(({ topic, name }) => (
          <Link key={topic} to="/notes" search={{ topic }}>
            <Tag tone="outline">{name}</Tag>
          </Link>
        ))}
        {note.author !== '' && note.author === me && (
          <TextButton small disabled={drop.isPending} onClick={() => drop.mutate(note.id)}>
            Delete
          </TextButton>
        )}
      </p>
      <p className={classes.text}>{note.text}</p>
    </li>
  )
}
