import { Link } from '@tanstack/react-router'
import { mainButtonClass } from '~/design/button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import type { BroughtIn } from './queries'
import classes from './surveys.module.css'

type Report = BroughtIn['report']

const isLost = (element: Report['elements'][number]) =>
  element.approximated.length > 0 || element.dropped.length > 0

/** How much of a file is not as it was. */
export const losses = (report: Report) => report.elements.filter(isLost).length

/** What of a file is asked otherwise, and what has no counterpart. */
export function FidelityReport({ brought: { report, survey_id } }: { brought: BroughtIn }) {
  const lost = report.elements.filter(isLost)
  return (
    <Panel title="What became of the file">
      <div className={classes.report}>
        <p>
          The file is a draft now. {plural(report.elements.length - lost.length, 'part is', 'parts are')} as
          before, {plural(lost.length, 'is', 'are')} not:
        </p>
        <ul>
          {lost.map(({ where, title, approximated, dropped }) => (
            <li key={`${where} ${title}`}>
              <b>{title || where}</b> {[...approximated, ...dropped].join(' ')}
            </li>
          ))}
        </ul>
        {survey_id !== null && (
          <Link to="/surveys/$id/edit" params={{ id: String(survey_id) }} className={mainButtonClass}>
            Open the survey
          </Link>
        )}
      </div>
    </Panel>
  )
}
