/** The lanes of a map: what stands in one of them at a step, in the grid of a wide screen and on the cards of a narrow one. */
import type { ReactNode } from 'react'
import classes from './maps.module.css'
import type { Evidence, FilledMap, FilledStep, JourneyMap, MapStep } from './maps-queries'
import { MoneyCell, Said, Scores, Sentiment } from './told-cells'
import { Customers, Effort, Ends, GoOn } from './way-cells'

export interface Drawn {
  definition: JourneyMap
  filled: FilledMap
  evidence: Evidence[]
}

export interface Place {
  drawn: Drawn
  at: number
  step: FilledStep
  written: MapStep
}

export interface Lane {
  name: string
  cell: (place: Place) => ReactNode
  /** Whether anything stands in it at all. */
  has: (drawn: Drawn) => boolean
}

const always = () => true

export const LANES: Lane[] = [
  { name: 'Customers', cell: (place) => <Customers {...place} />, has: always },
  { name: 'Go on', cell: (place) => <GoOn {...place} />, has: always },
  {
    name: 'Effort',
    cell: (place) => <Effort {...place} />,
    has: ({ filled }) => filled.steps.some((one) => one.onward),
  },
  {
    name: 'Scores',
    cell: (place) => <Scores {...place} />,
    has: ({ filled }) => filled.steps.some((one) => one.scores.length > 0),
  },
  { name: 'Sentiment', cell: (place) => <Sentiment {...place} />, has: ({ filled }) => filled.has_sentiment },
  {
    name: 'Money',
    cell: (place) => <MoneyCell {...place} />,
    has: ({ filled }) => filled.steps.some((one) => one.money.length > 0),
  },
  { name: 'Loops and ends', cell: (place) => <Ends {...place} />, has: always },
  { name: 'They said', cell: (place) => <Said {...place} />, has: ({ evidence }) => evidence.length > 0 },
  {
    name: 'Notes',
    cell: ({ written }) => written.notes && <p className={classes.notes}>{written.notes}</p>,
    has: ({ definition }) => stepsOf(definition).some((one) => one.notes),
  },
  {
    name: 'Owner',
    cell: ({ step }) => step.owner,
    has: ({ filled }) => filled.steps.some((one) => one.owner),
  },
]

export const stepsOf = (definition: JourneyMap): MapStep[] => definition.stages.flatMap(({ steps }) => steps)
