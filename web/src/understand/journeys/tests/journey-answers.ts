/** What the server would answer about journeys. */
const CHOICES = {
  kind: ['Product Viewed', 'Order Completed'],
  touchpoint: ['Cart', 'Order'],
  stage: ['purchase'],
  channel: ['web'],
}
const numbers = (value: number | null, n = 100) => ({
  value,
  n,
  low: value && value - 2,
  high: value && value + 2,
})
const step = (name: string, customers: number, dropped: number) => ({
  step: name,
  customers,
  share: numbers(customers),
  of_previous: numbers(customers),
  dropped,
  days_from_start: numbers(0.01),
  days_from_previous: numbers(0.01),
})
export const FUNNEL = {
  order: 'ordered',
  window_days: 30,
  left_out: 0,
  groups: [
    {
      group: 'all',
      entered: 100,
      lately: 4,
      steps: [step('Product Viewed', 100, 40), step('Order Completed', 60, 0)],
    },
  ],
}
const RETENTION = {
  grain: 'month',
  style: 'classic',
  columns: ['month 1', 'month 2'],
  overall: [numbers(40), numbers(null, 0)],
  cohorts: [
    {
      begins: '2026-07-01',
      customers: 50,
      cells: [
        { customers: 20, share: numbers(40), is_complete: true },
        { customers: 0, share: numbers(0), is_complete: false },
      ],
    },
  ],
}
const PATHS = {
  over: 'touchpoint',
  anchor: null,
  direction: 'from',
  n: 10,
  different: 2,
  alone: 0,
  others: 0,
  listed: [{ nodes: ['Cart', 'Order', ''], customers: 7, share: numbers(70, 10) }],
  links: [{ step: 0, start: 'Cart', end: 'Order', customers: 7 }],
}
const FLOW = { over: 'touchpoint', silent_days: 30, places: [], pairs: [] }
const WHO = { total: 1, rows: [{ customer_id: 'cus_0000000000000001', name: 'Ann' }], next_cursor: null }
export const SERVED = {
  '/api/journeys/choices': CHOICES,
  '/api/journeys/funnel': FUNNEL,
  '/api/journeys/funnel/customers': WHO,
  '/api/journeys/paths': PATHS,
  '/api/journeys/flow': FLOW,
  '/api/journeys/retention': RETENTION,
}
