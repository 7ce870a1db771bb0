import { useState } from 'react'
import { buttonClass } from '~/design/button'
import { useScope } from '~/record/interactions/use-scope'
import { hrefOf } from './hrefs'
import classes from './journeys.module.css'

const CASES = [
  ['customer', 'a trace per customer'],
  ['matter', 'a trace per order, ticket or call'],
] as const

/** The journeys of the page's period and selection as a file that tools of process mining read. */
export function TakeAlong() {
  const { query } = useScope()
  const [bare, setBare] = useState(true)
  if (!query) return null
  return (
    <p className={classes.along}>
      <span className="soft">Take these journeys along as XES:</span>
      {CASES.map(([key, name]) => (
        <a
          key={key}
          href={hrefOf('/api/journeys/xes', { ...query, case: key, bare: String(bare) })}
          download
          className={buttonClass}
        >
          {name}
        </a>
      ))}
      <label>
        <input type="checkbox" checked={bare} onChange={(event) => setBare(event.currentTarget.checked)} />{' '}
        without properties and what was said
      </label>
    </p>
  )
}
