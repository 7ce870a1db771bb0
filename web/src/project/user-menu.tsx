import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Icon } from '~/design/icon'
import { sessionQuery } from '~/record/interactions/queries'
import { SchemeChoice } from './scheme-choice'
import classes from './user-menu.module.css'

/** Who is signed in, how the console looks for them, and the way out. */
export function UserMenu({ narrow }: { narrow: boolean }) {
  const session = useQuery(sessionQuery).data
  return (
    <Popover position="bottom-end" width={232} withinPortal={false} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.user}>
          <span className="spoken">Account and settings, </span>
          <span className={classes.face}>{initials(session?.user.name || session?.user.email)}</span>
          {!narrow && session && (
            <>
              <span className={classes.organisation}>{session.organisation}</span> <Icon name="down" />
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {session && (
          <p className={classes.who}>
            {session.organisation}
            {session.is_demo && ', an imaginary company'}
            <span className="note faint">{session.user.email}</span>
          </p>
        )}
        <SchemeChoice />
        <div className={classes.ways}>
          <a href="/api/docs">
            <Icon name="book" /> API documentation
          </a>
          <a href="/accounts/logout/">
            <Icon name="leave" /> Sign out
          </a>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function initials(name: string | undefined): string {
  const words = (name ?? '').split(/[\s.@]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => word[0]!.toUpperCase())
    .join('')
}
