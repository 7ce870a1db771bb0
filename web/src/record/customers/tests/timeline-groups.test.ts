import { expect, test } from 'vitest'
import { groupByDay } from '../timeline-groups'

const row = (id: string, time: string) => ({ id, time: `${time}Z` })

test('a day with several interactions stands alone and shows clock times', () => {
  const groups = groupByDay([row('b', '2026-09-30T13:58:00'), row('a', '2026-09-30T09:12:00')], 'en-GB')
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({ heading: expect.stringMatching(/30 September 2026$/), oneDay: true })
})

test('quiet days that follow each other share a heading and show dates', () => {
  const groups = groupByDay([row('b', '2026-09-24T10:00:00'), row('a', '2026-09-17T10:00:00')], 'en-GB')
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({
    heading: expect.stringMatching(/^17 Sept? to 24 Sept? 2026$/),
    oneDay: false,
  })
})

test('a busy day parts the quiet days around it, and no row is lost', () => {
  const rows = [
    row('e', '2026-09-24T10:00:00'),
    row('d', '2026-09-20T18:00:00'),
    row('c', '2026-09-20T10:00:00'),
    row('b', '2026-09-05T10:00:00'),
    row('a', '2026-09-02T10:00:00'),
  ]
  expect(groupByDay(rows, 'en-GB').map((group) => group.rows.map(({ id }) => id))).toEqual([
    ['e'],
    ['d', 'c'],
    ['b', 'a'],
  ])
})
