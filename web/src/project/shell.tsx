import { useMediaQuery } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { EmptyLog } from './empty-log'
import { CustomerSearch } from './customer-search'
import { Navigation } from './navigation'
import { SearchDoor } from './search-door'
import classes from './shell.module.css'
import { useEmptyLog } from './use-empty-log'
import { Tabs } from './tabs'
import { TopBar } from './top-bar'

/** What every page stands in: bar on top, stages of the loop at the left (below on a phone). */
export function Shell() {
  const empty = useEmptyLog()
  const narrow = useMediaQuery('(max-width: 899px)', false, { getInitialValueInEffect: false })
  return (
    <SearchDoor>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <div className={classes.shell}>
        <TopBar narrow={narrow} />
        {!narrow && <Navigation />}
        <main id="page" className={classes.page} tabIndex={-1}>
          {empty ? <EmptyLog /> : <Outlet />}
        </main>
        {narrow && <Tabs />}
      </div>
      <CustomerSearch />
    </SearchDoor>
  )
}
