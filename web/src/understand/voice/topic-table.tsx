import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { MoreButton } from '~/design/more-button'
import tables from '~/design/table.module.css'
import { FeelingMark } from '~/design/feeling'
import type { Topic } from './queries'
import { TopicRow } from './topic-row'
import classes from './voice.module.css'

const SHOWN = 12

/** One row per topic: how much is said, what is felt, how that changed. A row opens the topic beside it. */
export function TopicTable({ rows: all, opened }: { rows: Topic[]; opened: string | undefined }) {
  const [shown, show] = useState(SHOWN)
  const rows = all.slice(0, shown)
  const navigate = useNavigate()
  const open = (topic: string) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, topic, label: undefined }),
      resetScroll: false,
    })
  const most = Math.max(...rows.map((row) => row.figures.n), 1)
  return (
    <>
      <table className={`${tables.table} ${classes.topics}`}>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col" className={classes.number}>
              n
            </th>
            <th scope="col">
              <span className={classes.key}>
                <span>
                  <FeelingMark value={-1} /> negative
                </span>
                <span>neutral</span>
                <span>
                  <FeelingMark value={1} /> positive
                </span>
              </span>
            </th>
            <th scope="col">Sentiment</th>
            <th scope="col">Customers, change</th>
            <th scope="col">8 periods</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TopicRow
              key={row.id}
              row={row}
              most={most}
              opened={row.id === opened}
              onOpen={() => open(row.id)}
            />
          ))}
        </tbody>
      </table>
      {all.length > rows.length && (
        <MoreButton
          shown={rows.length}
          total={all.length}
          waiting={false}
          onMore={() => show(shown + 3 * SHOWN)}
        />
      )}
    </>
  )
}
