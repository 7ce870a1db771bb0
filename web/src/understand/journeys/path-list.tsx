import { formatCount } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import { withInterval } from './funnel-bars'
import type { Paths } from './journeys-queries'
import { spoken } from './path-words'
import classes from './paths.module.css'

/** The most frequent paths, and how many customers went any other way. */
export function PathList({ paths }: { paths: Paths }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Path</th>
          <th scope="col" className={classes.right}>
            Customers
          </th>
          <th scope="col">Share, 95 %</th>
        </tr>
      </thead>
      <tbody>
        {paths.listed.map(({ nodes, customers, share }) => (
          <tr key={nodes.join(' > ')}>
            <td className={classes.path}>{spoken(nodes)}</td>
            <td className={classes.right}>
              <BehindLink
                to={`path:${nodes.join(' > ')}`}
                label={`${formatCount(customers)} customers went ${spoken(nodes)}`}
              >
                {formatCount(customers)}
              </BehindLink>
            </td>
            <td className={classes.share}>{withInterval(share)}</td>
          </tr>
        ))}
        {paths.others > 0 && (
          <tr>
            <td className="soft">any of {formatCount(paths.different - paths.listed.length)} other paths</td>
            <td className={classes.right}>{formatCount(paths.others)}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  )
}
