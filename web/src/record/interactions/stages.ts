/** The stages of the journey, as people call them. */
const STAGES: Record<string, string> = {
  awareness: 'Awareness',
  consideration: 'Consideration',
  purchase: 'Purchase',
  delivery: 'Delivery',
  use: 'Use',
  service: 'Service',
  loyalty: 'Loyalty',
  departure: 'Departure',
}

export const stageName = (stage: string | null | undefined) => (stage ? (STAGES[stage] ?? stage) : 'No stage')

const ORDER = Object.keys(STAGES)

/** Where a stage stands in the journey; what has no stage comes last. */
export const stageOrder = (stage: string | null | undefined) =>
  stage && ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length

/** Touchpoint and stage, without saying the same word twice. */
export function placeOf({
  touchpoint,
  stage,
}: {
  touchpoint: string | null
  stage: string | null
}): string[] {
  const names = [touchpoint, stage && stageName(stage)].filter((name): name is string => Boolean(name))
  return [...new Set(names)]
}
