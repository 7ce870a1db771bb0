import { Link } from '@tanstack/react-router'
import { formatCount } from '~/design/numbers'
import { bandPath, layOut, OTHERS, type Band, type Link as Flowing, type Node } from './sankey-layout'
import classes from './sankey.module.css'

const HEIGHT = 320
const TOP = 20
const ROOM = 132
const NARROWEST = 120
const MOST = 7

interface SankeyProps {
  links: Flowing[]
  steps: number
  width: number
  summary: string
}

/** All paths at once: a column for each step, as thick as there are customers. */
export function Sankey({ links, steps, width, summary }: SankeyProps) {
  const room = Math.max(width, steps * NARROWEST + ROOM)
  const { nodes, bands } = layOut(links, { width: room - ROOM, height: HEIGHT, steps, most: MOST })
  const height = Math.max(HEIGHT, ...nodes.map((node) => node.y + node.height)) + TOP + 8
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Paths as a diagram">
      <p className="spoken">{summary}</p>
      <svg width={room} height={height} className={classes.sankey}>
        <g transform={`translate(0 ${TOP})`}>
          {Array.from({ length: steps }, (_, step) => (
            <text key={step} x={(step * (room - ROOM - 10)) / Math.max(1, steps - 1)} y={-8}>
              step {step + 1}
            </text>
          ))}
          {bands.map((band) => (
            <Flow key={`${band.step} ${band.start} ${band.end}`} band={band} />
          ))}
          {nodes.map((node) => (
            <Stop key={`${node.step} ${node.name}`} node={node} />
          ))}
        </g>
      </svg>
    </div>
  )
}

/** Any nodes before it, then these: as the page names a part of a path. */
const partOf = (step: number, ...names: string[]) =>
  `path:${[...Array.from({ length: step }, () => '*'), ...names].join(' > ')}`

function Flow({ band }: { band: Band }) {
  const { step, start, end, customers, height } = band
  const drawn = <path d={bandPath(band)} strokeWidth={Math.max(1, height)} className={classes.band} />
  if (start === OTHERS || end === OTHERS) return drawn
  return (
    <Link
      to="/journeys"
      search={(before) => ({ ...before, behind: partOf(step, start, end) })}
      resetScroll={false}
      aria-label={`${formatCount(customers)} customers from ${start} to ${end} at step ${step + 1}, see who`}
    >
      <title>{`${start} → ${end}: ${formatCount(customers)}`}</title>
      {drawn}
    </Link>
  )
}

function Stop({ node }: { node: Node }) {
  const { step, name, customers, alone, x, y, height } = node
  const label = (
    <>
      <rect x={x} y={y} width={10} height={height} rx={2} className={classes.node} />
      <text x={x + 14} y={y + Math.min(height / 2, 8) + 4} className={classes.name}>
        {name.length > 17 ? `${name.slice(0, 16)}…` : name}{' '}
        <tspan className={classes.count}>{formatCount(customers)}</tspan>
      </text>
    </>
  )
  const ended = alone > 0 ? `, ${formatCount(alone)} of them did nothing more` : ''
  if (name === OTHERS) return label
  return (
    <Link
      to="/journeys"
      search={(before) => ({ ...before, behind: partOf(step, name) })}
      resetScroll={false}
      aria-label={`${name} at step ${step + 1}: ${formatCount(customers)} customers${ended}, see who`}
    >
      <title>{`${name}: ${formatCount(customers)}${ended}`}</title>
      {label}
    </Link>
  )
}
