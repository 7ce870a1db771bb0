import { Link, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Mark } from '~/design/mark'
import {
  ChannelPicker,
  PeriodPicker,
  SegmentPicker,
  TouchpointPicker,
} from '~/record/interactions/scope-pickers'
import { isScoped } from './pages'
import { useSearchDoor } from './search-door'
import classes from './top-bar.module.css'
import { useEmptyLog } from './use-empty-log'
import { UserMenu } from './user-menu'

export function TopBar({ narrow }: { narrow: boolean }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const empty = useEmptyLog()
  const scoped = isScoped(path) && !empty
  const [filtersShown, showFilters] = useState(false)
  return (
    <header className={classes.bar}>
      <div className={classes.line}>
        <Link to="/" className={classes.logo}>
          <Mark /> Regard
        </Link>
        {scoped && <PeriodPicker />}
        {scoped && !narrow && <Filters />}
        {scoped && narrow && (
          <TextButton
            aria-expanded={filtersShown}
            aria-label="Filters"
            onClick={() => showFilters(!filtersShown)}
          >
            <Icon name="filter" />
          </TextButton>
        )}
        {!narrow && <SearchBox />}
        <UserMenu narrow={narrow} />
      </div>
      {scoped && narrow && filtersShown && (
        <div className={classes.filters}>
          <Filters />
        </div>
      )}
    </header>
  )
}

function Filters() {
  return (
    <>
      <SegmentPicker />
      <ChannelPicker />
      <TouchpointPicker />
    </>
  )
}

function SearchBox() {
  const { open } = useSearchDoor()
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <button type="button" className={classes.search} onClick={open} aria-keyshortcuts="Meta+K Control+K /">
      <Icon name="search" /> <span>Search customers</span> <kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd>
    </button>
  )
}
