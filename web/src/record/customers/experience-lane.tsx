import { useLayoutEffect, useState } from 'react'
import { linear } from '~/design/charts/scale'
import { FeelingMark, feelingOf } from '~/design/feeling'
import { formatNumber } from '~/design/numbers'
import type { Interaction } from '~/record/interactions/queries'
import classes from './timeline.module.css'

const WIDTH = 120
const x = linear([-1, 1], [34, WIDTH - 34])

interface Spot {
  id: string
  value: number
  top: number
}

interface LaneProps {
  list: HTMLDivElement
  rows: Interaction[]
}

/** Joins the scored interactions by a line; each mark stands at the height of its row. */
export function ExperienceLane({ list, rows }: LaneProps) {
  const [spots, setSpots] = useState<Spot[]>([])
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      setSpots(spotsIn(list))
      setHeight(list.offsetHeight)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(list)
    measure()
    return () => observer.disconnect()
  }, [list, rows])
  return (
    <div className={classes.lane} style={{ width: WIDTH }} aria-hidden>
      <svg width={WIDTH} height={height}>
        <line x1={x(0)} x2={x(0)} y1={20} y2={height - 8} className={classes.zero} />
        <polyline
          className={classes.thread}
          points={spots.map(({ value, top }) => `${x(value)},${top}`).join(' ')}
        />
      </svg>
      {spots.map(({ id, value, top }) => (
        <span
          key={id}
          className={classes.spot}
          style={{ left: x(value), top }}
          data-feeling={feelingOf(value)}
        >
          <FeelingMark value={value} filled />
          <small data-side={value < 0 ? 'left' : 'right'}>
            {formatNumber(value, { digits: 1, signed: true })}
          </small>
        </span>
      ))}
    </div>
  )
}

function spotsIn(container: HTMLElement): Spot[] {
  return [...container.querySelectorAll<HTMLElement>('[data-experience]')].map((row) => ({
    id: row.dataset.id ?? '',
    value: Number(row.dataset.experience),
    top: row.offsetTop + row.offsetHeight / 2,
  }))
}
