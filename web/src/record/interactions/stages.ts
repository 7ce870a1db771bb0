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
