import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { InteractionCard } from './interaction-card'
import { InteractionRow } from './interaction-row'
import classes from './interactions.module.css'
import type { Interaction } from './queries'

/** One line per interaction; a line opens to everything that is known of it. */
export function InteractionTable({ rows }: { rows: Interaction[] }) {
  const narrow = useMediaQuery('(max-width: 899px)', false, { getInitialValueInEffect: false })
  const [opened, open] = useState<string>()
  const toggle = (id: string) => open(opened === id ? undefined : id)
  if (narrow) {
    return (
      <ul className={classes.cards}>
        {rows.map((row) => (
          <InteractionCard key={row.id} row={row} open={opened === row.id} onToggle={() => toggle(row.id)} />
        ))}
      </ul>
    )
  }
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.when}>
            Time
          </th>
          <th scope="col">What happened</th>
          <th scope="col">Where</th>
          <th scope="col">In words</th>
          <th scope="col" className={classes.right}>
            Score or value
          </th>
          <th scope="col" className={classes.right}>
            Experience
          </th>
          <th scope="col">Customer</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <InteractionRow key={row.id} row={row} open={opened === row.id} onToggle={() => toggle(row.id)} />
        ))}
      </tbody>
    </table>
  )
}
