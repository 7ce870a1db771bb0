import { formatCount } from '~/design/numbers'
import { Tag } from '~/design/tag'
import type { FilledStep } from '../maps-queries'
import classes from './editor.module.css'

/** How many customers the step is now, while it is drawn. */
export function StepCount({ filled, isSeen }: { filled: FilledStep | undefined; isSeen: boolean }) {
  if (!isSeen || !filled || filled.is_assumption) return <Tag tone="outline">assumption</Tag>
  return (
    <span className={classes.count}>
      <b>{formatCount(filled.customers)}</b> customers
    </span>
  )
}
