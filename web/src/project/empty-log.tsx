import { Link } from '@tanstack/react-router'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './empty-log.module.css'

const STEPS = [
  {
    does: 'See what a file would bring, and what would be rejected and why',
    command: 'regard import history.csv --mapping mapping.toml --dry-run',
  },
  {
    does: 'Bring it in; a second time adds nothing',
    command: 'regard import history.csv --mapping mapping.toml',
  },
  { does: 'Or look around in an imaginary company first', command: 'regard demo' },
]

/** The first page of a new log: what will appear, and the one step that fills it. */
export function EmptyLog() {
  usePageTitle('Nothing recorded yet')
  return (
    <Panel level={1} title="Nothing is recorded yet">
      <Empty title="Here will stand how good the experience is, and what to fix first">
        <p>
          Bring in what happened between you and your customers: events, orders, deliveries, surveys, reviews,
          tickets. What happens from now on comes in by itself: <Link to="/sources">Sources</Link> has the
          code for your website, app and servers.
        </p>
        <ol className={classes.steps}>
          {STEPS.map(({ does, command }) => (
            <li key={command}>
              {does}
              <code>{command}</code>
            </li>
          ))}
        </ol>
      </Empty>
    </Panel>
  )
}
