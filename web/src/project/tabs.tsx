import { Link } from '@tanstack/react-router'
import { Icon } from '~/design/icon'
import { LOOP } from './pages'
import { useSearchDoor } from './search-door'
import classes from './tabs.module.css'
import { useKeptScope } from './use-kept-scope'

/** The pages on a phone, within reach of a thumb. */
export function Tabs() {
  const { open } = useSearchDoor()
  const kept = useKeptScope()
  const pages = LOOP.toReversed().flatMap((stage) => stage.pages)
  return (
    <nav className={classes.tabs} aria-label="Pages">
      {pages.map(({ to, name, icon }) => (
        <Link
          key={to}
          to={to}
          search={kept(to)}
          className={classes.tab}
          activeProps={{ 'aria-current': 'page' }}
          activeOptions={{ exact: to === '/', includeSearch: false }}
        >
          <Icon name={icon} size={18} />
          {name}
        </Link>
      ))}
      <button type="button" className={classes.tab} onClick={open}>
        <Icon name="search" size={18} />
        Search
      </button>
    </nav>
  )
}
