import { expect, test } from 'vitest'
import type { Metric } from '~/understand/metrics/metrics-queries'
import {
  BEGINNINGS,
  freeId,
  labelOf,
  moved,
  nameOf,
  newTile,
  selectionOf,
  widened,
  type MetricTile,
  type Tile,
} from '../tiles'

const heading = (id: string): Tile => ({ id, type: 'heading', width: 4, title: id })
const ids = (tiles: Tile[]) => tiles.map(({ id }) => id).join('')

test('a tile is put where another is, and nowhere outside', () => {
  const tiles = ['a', 'b', 'c'].map(heading)
  expect(ids(moved(tiles, 'a', 1))).toBe('bac')
  expect(ids(moved(tiles, 'c', 0))).toBe('cab')
  expect(ids(moved(tiles, 'a', 99))).toBe('bca')
  expect(ids(moved(tiles, 'b', -3))).toBe('bac')
  expect(moved(tiles, 'nobody', 0)).toBe(tiles)
})

test('a new tile has an id that no other has', () => {
  expect(freeId(['t2', 't1'].map(heading))).toBe('t3')
  expect(freeId(['t2'].map(heading))).not.toBe('t2')
  expect(newTile('metric', [heading('t2')]).id).toBe('t3')
})

test('a tile is one to four columns wide', () => {
  expect(widened(heading('a'), 1).width).toBe(4)
  expect(widened({ ...heading('a'), width: 1 }, -1).width).toBe(1)
  expect(widened({ ...heading('a'), width: 2 }, 1).width).toBe(3)
})

test('a tile is called what people call it, or what it shows of what', () => {
  const tile = newTile('metric', []) as MetricTile
  const label = () => 'NPS'
  expect(nameOf(tile, label)).toBe('NPS')
  expect(nameOf({ ...tile, shape: 'groups', by: 'trait.country' }, label)).toBe('NPS by country')
  const own = { ...tile, selection: { channel: 'web,email', segment: 'segment:new', stage: null } }
  expect(nameOf(own, label)).toBe('NPS · web, email · new')
  expect(selectionOf(own)).toEqual({ channel: 'web,email', segment: 'segment:new' })
  expect(nameOf({ ...own, title: 'Ours' }, label)).toBe('Ours')
})

test('what a dashboard begins with has ids of its own in every tile', () => {
  for (const { tiles } of BEGINNINGS) expect(new Set(tiles.map(({ id }) => id)).size).toBe(tiles.length)
})

test('a metric is called what the catalogue calls it, and said to be gone when it is not there', () => {
  const metrics = [{ metric: 'nps', label: 'NPS' }] as Metric[]
  expect(labelOf(metrics, 'nps')).toBe('NPS')
  expect(labelOf(metrics, 'happiness')).toBe('happiness (gone)')
})
