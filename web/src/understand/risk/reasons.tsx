import type { Reason } from './queries'
import classes from './risk.module.css'
import { reasonWords, signed } from './wording'

const SHOWN = 4

/** What moves one customer's chance: to the right towards leaving, to the left towards staying. */
export function Reasons({ reasons, base, logOdds }: { reasons: Reason[]; base: number; logOdds: number }) {
  const shown = reasons.slice(0, SHOWN)
  const rest = reasons.slice(SHOWN).reduce((sum, { adds }) => sum + adds, 0)
  const most = Math.max(...shown.map(({ adds }) => Math.abs(adds)), Math.abs(rest), 0.01)
  const count = reasons.length - shown.length
  return (
    <>
      <ul className={classes.reasons}>
        {shown.map((reason) => (
          <Bar
            key={reason.feature}
            words={`${reason.label}: ${reason.told ?? 'not known'}`}
            title={reasonWords(reason)}
            adds={reason.adds}
            most={most}
          />
        ))}
        {count > 0 && (
          <Bar words={`${count} more`} title="All other reasons together" adds={rest} most={most} />
        )}
      </ul>
      <p className={classes.sum}>
        {signed(base)} for all {signed(shownAs(logOdds) - shownAs(base))} of their own = {signed(logOdds)} in
        log-odds
      </p>
    </>
  )
}

/** As it is written, so that what is written adds up. */
const shownAs = (adds: number) => Math.round(adds * 100) / 100

function Bar({ words, title, adds, most }: { words: string; title: string; adds: number; most: number }) {
  const width = `${(Math.abs(adds) / most) * 50}%`
  return (
    <li title={title}>
      <span>{words}</span>
      <i data-towards={adds < 0 ? 'staying' : 'leaving'}>
        <b style={adds < 0 ? { right: '50%', width } : { left: '50%', width }} />
      </i>
      <em>{signed(adds)}</em>
    </li>
  )
}
