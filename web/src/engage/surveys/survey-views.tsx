import { Link } from '@tanstack/react-router'
import { Tag } from '~/design/tag'
import type { KeptSurvey, SurveyRow, SurveyState } from './queries'
import classes from './surveys.module.css'

const VIEWS = [
  ['results', '/surveys/$id', 'Results'],
  ['edit', '/surveys/$id/edit', 'Build'],
  ['share', '/surveys/$id/share', 'Share'],
] as const

export const STATES: Record<SurveyState, string> = { draft: 'draft', open: 'open', closed: 'closed' }

export function StateTag({ state }: Pick<SurveyRow, 'state'>) {
  return (
    <Tag tone={state === 'open' ? 'accent' : state === 'draft' ? 'outline' : 'plain'}>{STATES[state]}</Tag>
  )
}

/** One survey's pages. */
export function SurveyViews({ kept, view }: { kept: KeptSurvey; view: (typeof VIEWS)[number][0] }) {
  return (
    <nav className={classes.views} aria-label="Pages of this survey">
      <Link to="/surveys" className={classes.back}>
        Surveys
      </Link>
      {VIEWS.map(([key, to, name]) => (
        <Link
          key={key}
          to={to}
          params={{ id: String(kept.id) }}
          activeProps={{}}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={key === view ? 'page' : undefined}
          className={classes.view}
        >
          {name}
        </Link>
      ))}
      <span className={classes.state}>
        <StateTag state={kept.state} />
        {kept.version !== null && kept.has_changes && <Tag tone="warning">changes not published</Tag>}
      </span>
    </nav>
  )
}
