import type { Stage } from '../queries'

/** A stage with an experience of a given value, known to ±0.05 unless told otherwise. */
export function stage(label: string, value: number | null, spread = 0.05): Stage {
  return {
    stage: label.toLowerCase(),
    label,
    customers: 1200,
    interactions: 3400,
    experience: value === null ? null : { value, low: value - spread, high: value + spread, n: 300 },
    worst: null,
    drop_off: null,
  }
}
