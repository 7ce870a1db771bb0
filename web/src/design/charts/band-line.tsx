/** A value per day over the band it was expected in; stretches off it are marked by a bar above and by colour. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { formatShortDay } from '../dates'
import { domainOf, type BandPoint, type OffStretch } from './band-geometry'
import { BandDays, BandLines, BandOff } from './band-line-marks'
import classes from './band-line.module.css'
import { linear, roundMarks } from './scale'
import { ValueAxis } from './value-axis'

interface BandLineProps {
  points: BandPoint[]
  stretches: OffStretch[]
  start?: number
  width: number
  height: number
  label: string
  format: (value: number) => string
}

const LEFT = 48
const TOP = 14
const FOOT = 20

export function BandLine({ points, stretches, start, width, height, label, format }: BandLineProps) {
  const [at, setAt] = useState<number>()
  const ends = domainOf(points)
  const x = linear([0, Math.max(points.length - 1, 1)], [LEFT + 4, width - 8])
  const y = linear(ends, [height - FOOT, TOP])
  const nearest = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    setAt(clamp(Math.round((left - x(0)) / (x(1) - x(0) || 1)), points.length))
  }
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    setAt(clamp((at ?? points.length - 1) + (at === undefined ? 0 : by), points.length))
  }
  return (
    <div>
      <svg
        width={width}
        height={height}
        className={classes.chart}
        role="img"
        aria-label={`${label}. Arrow keys read out each day.`}
        tabIndex={0}
        onKeyDown={step}
        onPointerMove={nearest}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
      >
        <ValueAxis marks={roundMarks(...ends, 4)} y={y} left={LEFT} right={width} format={format} />
        <BandLines {...{ points, x, y }} />
        {start !== undefined && start > 0 && start < points.length && (
          <g>
            <line x1={x(start)} x2={x(start)} y1={TOP - 4} y2={height - FOOT} className={classes.start} />
            <text x={x(start) + 4} y={TOP - 3} fontSize={11}>
              watched
            </text>
          </g>
        )}
        {stretches.map((each) => (
          <BandOff key={each.key} {...{ each, points, x, y }} />
        ))}
        {at !== undefined && (
          <line x1={x(at)} x2={x(at)} y1={TOP} y2={height - FOOT} className={classes.cursor} />
        )}
        <BandDays {...{ points, x, height }} />
      </svg>
      <p className={classes.readout} aria-live="polite">
        {at !== undefined && points[at] ? readout(points[at], format) : ''}
      </p>
    </div>
  )
}

const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1)

function readout({ day, value, expected, low, high }: BandPoint, format: (value: number) => string): string {
  const told = value === null ? 'no value' : format(value)
  if (expected === null || low === null || high === null) return `${formatShortDay(day)}: ${told}`
  return `${formatShortDay(day)}: ${told}, expected ${format(expected)} [${format(low)}, ${format(high)}]`
}
