import type { BackTest, CustomerAtRisk, Risk } from '../queries'

const numbers = (value: number | null, low: number | null, high: number | null, n = 917) => ({
  value,
  n,
  low,
  high,
})

export const backTest = (changes: Partial<BackTest['judged']> = {}): BackTest => ({
  cut: '2026-07-03',
  learnt_from: 9,
  judged: {
    n: 917,
    left: 630,
    auc: numbers(0.782, 0.75, 0.81),
    brier: numbers(0.1717, 0.16, 0.18),
    brier_base: 0.215,
    error: 0.029,
    error_by_chance: 0.035,
    expected: numbers(603, 578, 628),
    bins: [
      { low: 0.2, high: 0.4, n: 400, left: 120, expected: 0.31, happened: numbers(0.3, 0.26, 0.35, 400) },
      { low: 0.4, high: 0.97, n: 517, left: 510, expected: 0.8, happened: numbers(0.986, 0.97, 0.99, 517) },
    ],
    ...changes,
  },
  plain: {
    n: 917,
    left: 630,
    auc: numbers(0.774, 0.74, 0.8),
    brier: numbers(0.1744, 0.16, 0.18),
    brier_base: 0.215,
    error: 0.03,
    error_by_chance: 0.035,
    expected: numbers(603, 578, 628),
    bins: [],
  },
  gain: { value: 0.008, low: -0.01, high: 0.02, p: 0.3 },
})

export const risk = (changes: Partial<Risk> = {}): Risk => ({
  name: 'orders',
  outcome: 'no Order Completed for 90 days',
  days: 90,
  bound: 0.6,
  version: '052bd9ced49c',
  as_of: '2026-10-01',
  made_at: '2026-10-01T06:00:00Z',
  is_over_time: true,
  rows: 10671,
  left: 7100,
  customers: 862,
  leaving: numbers(600, 577, 623, 862),
  worth: 263532,
  stake: 164818,
  currency: 'EUR',
  verdict: { state: 'predicts', is_off: false, sentences: ['It predicts: in 78 % [75, 81] of cases.'] },
  tests: [{ ...backTest(), cut: '2026-06-03' }, backTest()],
  weights: [],
  notes: [],
  ...changes,
})

export const atRisk = (changes: Partial<CustomerAtRisk> = {}): CustomerAtRisk => ({
  customer_id: 'cus_1',
  name: 'Ada',
  chance: 0.924,
  health: 8,
  worth: 1000,
  stake: 924,
  base: 0.7,
  log_odds: 2.5,
  reasons: [
    { feature: 'ordered', label: 'days since last order', family: 'orders', told: '63', adds: 1.2 },
    { feature: 'seen', label: 'days since last seen', family: 'time', told: '63', adds: 0.9 },
    { feature: 'fee', label: "contract's price", family: 'contract', told: null, adds: -0.4 },
    { feature: 'late', label: 'late deliveries', family: 'trouble', told: '1', adds: 0.2 },
    { feature: 'scores', label: 'scores given', family: 'scores', told: '2', adds: -0.1 },
  ],
  ...changes,
})
