/** Good, bad or neither on −1 to +1: the sign in the circle says it, the colour repeats it. */
import { formatNumber } from './numbers'
import classes from './feeling.module.css'

export type Feeling = 'good' | 'bad' | 'even'

const EVEN = 0.1

export function feelingOf(value: number): Feeling {
  if (Math.abs(value) < EVEN) return 'even'
  return value > 0 ? 'good' : 'bad'
}

const COLOURS: Record<Feeling, string> = {
  good: 'var(--positive)',
  bad: 'var(--negative)',
  even: 'var(--faint)',
}
const SIGNS: Record<Feeling, string> = {
  good: 'M3.4 6.5h6.200M6.500 3.400v6.200',
  bad: 'M3.400 6.500h6.200',
  even: 'M6.500 6.500h.010',
}

export function FeelingMark({ value, filled }: { value: number; filled?: boolean }) {
  const feeling = feelingOf(value)
  return (
    <svg
      width={13}
      height={13}
      viewBox="0 0 13 13"
      fill={filled ? 'var(--surface)' : 'none'}
      stroke={COLOURS[feeling]}
      strokeWidth={1.5}
      strokeLinecap="round"
      aria-hidden
    >
      <circle cx={6.5} cy={6.5} r={5.6} />
      <path d={SIGNS[feeling]} strokeWidth={feeling === 'even' ? 2.4 : 1.5} />
    </svg>
  )
}

export function FeelingValue({ value }: { value: number }) {
  return (
    <span className={classes.value} data-feeling={feelingOf(value)}>
      <FeelingMark value={value} />
      {formatNumber(value, { digits: 1, signed: true })}
    </span>
  )
}
