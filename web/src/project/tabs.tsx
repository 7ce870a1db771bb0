import { useDisclosure } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { Icon } from '~/design/icon'
import { LOOP } from './pages'
import { useSearchDoor } from './search-door'
import classes from './tabs.module.css'
import { useKeptScope } from './use-kept-scope'

const PagesSheet = lazy(() => import('./pages-sheet'))
const PAGES = LOOP.toReversed().flatMap((stage) => stage.pages)
const NEAR = PAGES.filter((page) => page.isNear)

/** On a phone, within reach of a thumb: the pages one goes to most, the search, and the way to all others. */
export function Tabs() {
  const search = useSearchDoor()
  const kept = useKeptScope()
  const [opened, { open, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(close, [path, close])
  const isFar = !NEAR.some(({ to }) => (to === '/' ? path === '/' : path.startsWith(to)))
  return (
    <nav className={classes.tabs} aria-label="Pages">
      {NEAR.map(({ to, name, icon }) => (
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
      <button type="button" className={classes.tab} onClick={search.open}>
        <Icon name="search" size={18} />
        Search
      </button>
      <button
        type="button"
        className={classes.tab}
        data-current={isFar || undefined}
        aria-haspopup="dialog"
        onClick={open}
      >
        <Icon name="rows" size={18} />
        More
      </button>
      <Suspense>{opened && <PagesSheet close={close} />}</Suspense>
    </nav>
  )
}
