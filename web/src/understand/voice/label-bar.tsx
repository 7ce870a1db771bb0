import { formatCount } from '~/design/numbers'
import type { Figures } from './queries'
import classes from './voice.module.css'

const WIDTH = 150

/** Negative, mixed and neutral, positive, in that order; what nobody dares to judge is hatched at the end. */
export function LabelBar({ figures, most }: { figures: Figures; most: number }) {
  const { labels } = figures
  const count = (name: string) => labels[name] ?? 0
  const parts = [
    { name: 'negative', n: count('negative') },
    { name: 'mixed or neutral', n: count('mixed') + count('neutral') },
    { name: 'positive', n: count('positive') },
    { name: 'not told', n: count('unsure') },
  ]
  const words = parts.map(({ name, n }) => `${formatCount(n)} ${name}`).join(', ')
  let from = 0
  return (
    <svg
      className={classes.labels}
      viewBox={`0 0 ${WIDTH} 14`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {parts.map(({ name, n }) => {
        const x = from
        const width = Math.max((WIDTH * n) / most - 1, 0)
        from += (WIDTH * n) / most
        return <rect key={name} data-label={name} x={x} y={1} width={width} height={12} rx={1} />
      })}
    </svg>
  )
}
