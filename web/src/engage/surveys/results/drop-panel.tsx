import { formatCount, formatShare } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { BehindLink } from './behind-link'
import type { Results } from './results-queries'
import classes from './results.module.css'

/** The title says where most stop. */
function titleOf({ pages }: Results): string {
  const worst = pages.reduce((most, page) => (page.stopped > most.stopped ? page : most), pages[0]!)
  if (worst.stopped === 0) return 'Whoever began went to the end'
  return `Most stop at ${nameOf(worst.title, pages.indexOf(worst))}`
}

const nameOf = (title: string, at: number) =>
  /^page\d*$/i.test(title) ? `page ${at + 1}` : `page ${at + 1}, ${title}`

/** How many saw each page, and how many went no further. */
export function DropPanel({ found }: { found: Results }) {
  const first = found.pages[0]!.reached
  return (
    <Panel
      title={titleOf(found)}
      note="Share of those who began that saw each page · answers of those who stopped are kept, not counted"
    >
      <ul className={classes.drops}>
        {found.pages.map(({ name, title, reached, stopped }, at) => (
          <li key={name}>
            <span>{nameOf(title, at).replace(/^p/, 'P')}</span>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.bar}
                style={{ width: `${first > 0 ? (100 * reached) / first : 0}%` }}
              />
            </span>
            <span className={classes.share}>
              {first > 0 ? formatShare(reached / first, { digits: 0 }) : ''}
            </span>
            <span className="note faint">
              n {formatCount(reached)}
              {stopped > 0 && (
                <>
                  {' · '}
                  <BehindLink to="partial">
                    {formatCount(stopped)} stopped here ({formatShare(stopped / reached, { digits: 0 })})
                  </BehindLink>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
