import type { MetricCard } from '../queries'

export function card(changes: Partial<MetricCard> = {}): MetricCard {
  return {
    metric: 'csat',
    label: 'CSAT',
    description: 'Share of answers in the two best grades.',
    unit: '%',
    direction: 'up',
    family: 'experience',
    minimum_n: 30,
    value: 81.44,
    n: 862,
    low: 78.72,
    high: 83.9,
    change: { value: -5.6, low: -10.5, high: -0.7, unit: 'pts', word: 'lower', p: 0.03 },
    series: [],
    ...changes,
  }
}
