/** The word decides, the shape repeats it, the colour comes last: blue is better, orange is worse. */
import classes from './change.module.css'

export type Course = 'up' | 'down' | 'level'

const SHAPES: Record<Course, string> = {
  up: 'M0 8 4.5 .5 9 8z',
  down: 'M0 1h9L4.500 8.500z',
  level: 'M0 3.5h9v2.200H0z',
}

export function Triangle({ course, good }: { course: Course; good?: boolean }) {
  return (
    <svg width={9} height={9} viewBox="0 0 9 9" aria-hidden className={classes.shape}>
      <path d={SHAPES[course]} fill={course === 'level' ? 'var(--faint)' : colour(good)} />
    </svg>
  )
}

const colour = (good?: boolean) => (good ? 'var(--positive)' : 'var(--negative)')

export function Change({ word, course, good }: { word: string; course: Course; good?: boolean }) {
  const tone = course === 'level' ? 'soft' : good ? 'better' : 'worse'
  return (
    <span className={classes.change}>
      <Triangle course={course} good={good} />
      <span className={tone} data-strong={course !== 'level' || undefined}>
        {word}
      </span>
    </span>
  )
}
