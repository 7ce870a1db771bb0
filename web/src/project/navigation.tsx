import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMoment } from '~/design/dates'
import { Mark } from '~/design/mark'
import { formatCount } from '~/design/numbers'
import { Tag } from '~/design/tag'
import { sessionQuery } from '~/record/interactions/queries'
import classes from './navigation.module.css'
import { LOOP, type Page } from './pages'
import { useKeptScope } from './use-kept-scope'

export function Navigation() {
  return (
    <nav className={classes.navigation} aria-label="Stages of the loop">
      <Stages />
      <LogState />
    </nav>
  )
}

/** Every page there is, under its stage. */
export function Stages() {
  return LOOP.map(({ name, arc, pages }) => (
    <section key={name} aria-labelledby={`stage-${name}`}>
      <p className={classes.stage} id={`stage-${name}`}>
        <Mark size={12} lit={arc} /> {name}
      </p>
      {pages.map((page) => (
        <PageLink key={page.to} page={page} />
      ))}
    </section>
  ))
}

function PageLink({ page }: { page: Page }) {
  const log = useQuery(sessionQuery).data?.log
  const kept = useKeptScope()
  const rejected = page.to === '/rejected' && log && log.rejected > 0
  return (
    <Link
      to={page.to}
      search={kept(page.to)}
      className={classes.page}
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: page.to === '/', includeSearch: false }}
    >
      {page.name}
      {rejected && <span className={classes.count}>{formatCount(log.rejected)}</span>}
    </Link>
  )
}

function LogState() {
  const session = useQuery(sessionQuery).data
  if (!session) return null
  const { log } = session
  return (
    <p className={classes.log}>
      {session.is_demo && <Tag tone="warning">imaginary company</Tag>}
      {session.is_demo && <br />}
      {log.last_at ? `Log to ${formatMoment(log.last_at)}` : 'The log is empty'}
      <br />
      {formatCount(log.interactions)} interactions
      <br />
      Version {formatCount(log.version)}
    </p>
  )
}
