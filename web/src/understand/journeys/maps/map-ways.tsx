import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { MapLink } from './map-link'
import classes from './maps.module.css'
import type { FilledMap } from './maps-queries'
import { percent } from './wording'

/** How many fit the map, and what the others do. */
export function MapWays({ filled }: { filled: FilledMap }) {
  const { fitting, customers, ways } = filled
  if (customers === 0) return null
  return (
    <Panel
      title="Ways the map does not know"
      note={
        <>
          <MapLink to="fitting" label={`${percent(fitting)} of journeys fit`}>
            {percent(fitting)} of {formatCount(customers)} journeys fit
          </MapLink>
          {' · '}
          <MapLink to="not_fitting" label="Those that do not fit">
            those that do not
          </MapLink>
          {' · a customer may take several of these ways'}
        </>
      }
    >
      {ways.length === 0 ? (
        <p className={classes.foot}>Everybody follows the map.</p>
      ) : (
        <table className={classes.ways}>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className={classes.right}>
                Customers
              </th>
              <th scope="col">Of all on the map</th>
            </tr>
          </thead>
          <tbody>
            {ways.map((way) => (
              <tr key={`${way.start_step} ${way.end_step}`}>
                <td>{way.start}</td>
                <td>{way.end}</td>
                <td className={classes.right}>
                  <MapLink
                    to={`deviating:${way.start_step}:${way.end_step}`}
                    label={`${formatCount(way.customers)} go from ${way.start} to ${way.end}`}
                  >
                    {formatCount(way.customers)}
                  </MapLink>
                </td>
                <td>{percent(way.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
