import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { mainButtonClass } from '~/design/button'
import { formatDay, formatMoment } from '~/design/dates'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { share } from './live-count'
import { segmentsQuery, type Segment } from './queries'
import classes from './segments.module.css'

/** Which groups of customers are followed, how large each is, and whether it grows. */
export default function SegmentsPage() {
  usePageTitle('Segments')
  const segments = useQuery(segmentsQuery)
  const rows = segments.data?.rows ?? []
  const built = rows.map(({ built_at }) => built_at).find(Boolean)
  return (
    <Panel
      level={1}
      title={rows.length > 0 ? plural(rows.length, 'segment', 'segments') : 'Segments'}
      note={
        built
          ? `Worked out ${formatMoment(built)}; they follow the log`
          : 'Customers who fulfil a condition now'
      }
      tools={
        <Link to="/segments/$slug" params={{ slug: 'new' }} className={mainButtonClass}>
          New segment
        </Link>
      }
    >
      <Loaded query={segments} shapes={<Shapes rows={6} height={36} label="Loading segments" />}>
        {({ rows: all }) => (all.length === 0 ? <NoSegment /> : <SegmentTable rows={all} />)}
      </Loaded>
    </Panel>
  )
}

function NoSegment() {
  return (
    <Empty title="No segment yet">
      A segment is a condition such as “ordered at least 2 times in 90 days and last CSAT at most 2”. Make one
      to see who fulfils it, and to filter every page by it.
    </Empty>
  )
}

function SegmentTable({ rows }: { rows: Segment[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col" className={classes.right}>
            Customers
          </th>
          <th scope="col" className={classes.right}>
            Share
          </th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.slug}>
            <td>
              <Link to="/segments/$slug" params={{ slug: one.slug }} className={classes.name}>
                {one.name}
              </Link>
              <p className={classes.sentence}>{one.sentence}</p>
            </td>
            <td className={classes.right}>
              {one.n === null ? (
                <span className="note soft">being worked out</span>
              ) : (
                <Link to="/customers" search={{ segment: `segment:${one.slug}` }}>
                  {formatCount(one.n)}
                </Link>
              )}
            </td>
            <td className={classes.right}>{one.share === null ? '' : share(one.share)}</td>
            <td>{changeOf(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "▲ 12 since 15 Nov": how many more or fewer than on the oldest day of the last week. */
export function changeOf({
  n,
  n_before,
  before_date,
}: Pick<Segment, 'n' | 'n_before' | 'before_date'>): string {
  if (n === null || n_before === null || before_date === null) return ''
  const more = n - n_before
  if (more === 0) return `= since ${formatDay(before_date)}`
  return `${more > 0 ? '▲' : '▼'} ${formatCount(Math.abs(more))} since ${formatDay(before_date)}`
}
