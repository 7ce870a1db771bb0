import type { Holdout, Survival, Value, ValuedCustomer } from '../queries'

const numbers = (value: number | null, low: number | null, high: number | null, n = 2357) => ({
  value,
  n,
  low,
  high,
})

export const value = (changes: Partial<Value> = {}): Value => ({
  as_of: '2026-09-30',
  weeks: 52,
  discount: 0.1,
  margin: 1,
  currency: 'EUR',
  customers: 2357,
  repeaters: 946,
  fit: {
    model: 'bg_nbd',
    label: 'BG/NBD',
    log_likelihood: -9582.4,
    n: 2357,
    parameters: [
      { name: 'r', value: 0.243, error: 0.013, low: 0.219, high: 0.268 },
      { name: 'alpha', value: 4.414, error: 0.378, low: 3.731, high: 5.221 },
    ],
  },
  money_fit: null,
  related: numbers(0.11, 0.05, 0.18, 946),
  active: numbers(1917, 1877, 1958),
  purchases: numbers(2089, 1836, 2378),
  worth: numbers(72506, 62778, 83740),
  notes: [],
  ...changes,
})

export const unknown = (note: string): Value =>
  value({
    fit: null,
    active: numbers(null, null, null, 12),
    purchases: numbers(null, null, null, 12),
    worth: numbers(null, null, null, 12),
    customers: 12,
    repeaters: 2,
    notes: [note],
  })

export const customer = (changes: Partial<ValuedCustomer> = {}): ValuedCustomer => ({
  customer_id: 'cus_1',
  name: 'Ada',
  first: '2026-01-04',
  last: '2026-09-20',
  orders: 19,
  mean_order: 78.63,
  active: numbers(0.946, 0.92, 0.96),
  purchases: numbers(16, 13.8, 18.5),
  worth: numbers(1191, 1031, 1376),
  slipping: 64,
  ...changes,
})

export const holdout = (changes: Partial<Holdout> = {}): Holdout => ({
  split: '2026-04-01',
  until: '2026-10-01',
  model: 'bg_nbd',
  customers: 2357,
  fit: value().fit,
  actual: 1882,
  predicted: numbers(1653, 1465, 1865),
  classes: [
    {
      frequency: 0,
      is_open: false,
      customers: 1411,
      actual: 0.237,
      predicted: numbers(0.225, 0.19, 0.266, 1411),
    },
    { frequency: 7, is_open: true, customers: 64, actual: 8.4, predicted: numbers(6.157, 4.782, 7.927, 64) },
  ],
  weeks: [
    { until: '2026-03-25', is_held_out: false, actual: 10, predicted: 11.2 },
    { until: '2026-04-01', is_held_out: false, actual: 14, predicted: 14.1 },
    { until: '2026-04-08', is_held_out: true, actual: 21, predicted: 19.5 },
  ],
  verdict: 'Predicted 1,653 [1,465, 1,865] purchases, 1,882 happened: 12 % fewer than happened.',
  notes: [],
  ...changes,
})

export const survival = (changes: Partial<Survival> = {}): Survival => ({
  as_of: '2026-09-30',
  by: null,
  comparison: null,
  notes: [],
  curves: [
    {
      group: 'all',
      contracts: 21,
      ended: 9,
      seen_until: 35,
      steps: [
        { day: 6, share: 0.857, low: 0.62, high: 0.952, at_risk: 21, ended: 3 },
        { day: 23, share: 0.448, low: 0.188, high: 0.68, at_risk: 6, ended: 1 },
      ],
      median: numbers(23, 13, null, 21),
    },
  ],
  ...changes,
})
