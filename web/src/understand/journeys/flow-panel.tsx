import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { BehindLink } from './behind-panel'
import { withInterval } from './funnel-bars'
import { flowQuery, type Flow } from './journeys-queries'
import classes from './paths.module.css'

type Over = Parameters<typeof flowQuery>[1]

/** Where customers turn back to, and where they were last seen. */
export function FlowPanel({ over }: { over: Over }) {
  const { query } = useScope()
  const flow = useQuery(flowQuery(query, over))
  return (
    <Panel
      title="Dead ends and loops"
      note={
        flow.data &&
        `Last seen there and silent for ${flow.data.silent_days} days at the log's end; back there after one other step`
      }
    >
      <Loaded query={flow} shapes={<Shapes rows={6} height={28} label="Loading the flow" />}>
        {({ places }) =>
          places.length === 0 ? (
            <Empty title="Nothing happened in this period and selection" />
          ) : (
            <FlowTable places={places} over={over} />
          )
        }
      </Loaded>
    </Panel>
  )
}

function FlowTable({ places, over }: { places: Flow['places']; over: string }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{over[0]!.toUpperCase() + over.slice(1)}</th>
          <th scope="col" className={classes.right}>
            Customers
          </th>
          <th scope="col">Last seen here</th>
          <th scope="col">Turn back here</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ node, customers, ended, looped }) => (
          <tr key={node}>
            <td className={classes.path}>{node}</td>
            <td className={classes.right}>
              <BehindLink
                to={`visited:${node}`}
                label={`${formatCount(customers)} customers were at ${node}`}
              >
                {formatCount(customers)}
              </BehindLink>
            </td>
            <td className={classes.share}>
              <BehindLink to={`ended:${node}`} label={`${withInterval(ended)} were last seen at ${node}`}>
                {withInterval(ended)}
              </BehindLink>
            </td>
            <td className={classes.share}>
              <BehindLink to={`looped:${node}`} label={`${withInterval(looped)} turned back to ${node}`}>
                {withInterval(looped)}
              </BehindLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
