import type { FixFirst, PainPoint } from '../queries'

export function painPoint(changes: Partial<PainPoint> = {}): PainPoint {
  return {
    rank: 1,
    key: 'Delivery:late',
    label: 'Delivery: late',
    touchpoint: 'Delivery',
    stage: 'delivery',
    friction: 'late',
    customers: 1214,
    share: 0.189,
    effect: -6.1,
    low: -8.9,
    high: -3.3,
    raw: -7.4,
    n: 5480,
    at_stake: 15_700,
    at_stake_low: 8_500,
    at_stake_high: 22_900,
    evidence: 'effect',
    reason: 'Adjusted for orders and season. Placebo check passed.',
    trend: 'rising',
    interactions: 1874,
    sentences: 642,
    quotes: [],
    ...changes,
  }
}

export function fixFirst(changes: Partial<FixFirst> = {}): FixFirst {
  return {
    moves: 'repurchase',
    moves_label: 'Repurchase within 90 days',
    choices: [{ key: 'repurchase', label: 'Repurchase within 90 days' }],
    unit: 'pts',
    horizon_days: 90,
    currency: 'EUR',
    value_per_customer: 212,
    formula: 'At stake = customers × effect × 212 EUR.',
    rows: [painPoint()],
    too_few: [],
    ...changes,
  }
}
