/** Tiles and what can be done to their order. */
import type { Scope } from '~/record/interactions/scope'
import type { Metric } from '~/understand/metrics/metrics-queries'
import type { Dashboard } from './queries'

export type Tile = Dashboard['tiles'][number]
export type MetricTile = Extract<Tile, { type: 'metric' }>

export const COLUMNS = 4
export const SHAPES: [MetricTile['shape'], string][] = [
  ['figure', 'A figure'],
  ['course', 'A course over time'],
  ['groups', 'Groups side by side'],
]
export const KINDS: [Tile['type'], string][] = [
  ['metric', 'Metric'],
  ['heading', 'Heading'],
  ['journey', 'Journey'],
  ['fix_first', 'What to fix first'],
]

/** An id that no tile of the dashboard has yet. */
export function freeId(tiles: Tile[]): string {
  const taken = new Set(tiles.map(({ id }) => id))
  let number = tiles.length + 1
  while (taken.has(`t${number}`)) number += 1
  return `t${number}`
}

export function newTile(type: Tile['type'], tiles: Tile[]): Tile {
  const id = freeId(tiles)
  if (type === 'heading') return { id, type, width: COLUMNS, title: 'Heading' }
  if (type === 'metric') return figure(id, 'nps')
  return { id, type, width: COLUMNS }
}

const figure = (id: string, metric: string): MetricTile => ({
  id,
  type: 'metric',
  width: 1,
  metric,
  shape: 'figure',
  by: 'month',
  title: '',
  selection: {},
})

/** The tile put where another is; those between move up. */
export function moved(tiles: Tile[], id: string, to: number): Tile[] {
  const tile = tiles.find((one) => one.id === id)
  if (!tile) return tiles
  const others = tiles.filter((one) => one.id !== id)
  const place = Math.max(0, Math.min(to, others.length))
  return [...others.slice(0, place), tile, ...others.slice(place)]
}

export const replaced = (tiles: Tile[], tile: Tile): Tile[] =>
  tiles.map((one) => (one.id === tile.id ? tile : one))

export const widened = (tile: Tile, by: number): Tile => ({
  ...tile,
  width: Math.max(1, Math.min(COLUMNS, tile.width + by)),
})

/** What a tile looks at by itself, as a scope that says nothing of the rest. */
export const selectionOf = (tile: MetricTile): Scope =>
  Object.fromEntries(Object.entries(tile.selection).filter(([, value]) => value))

/** What a metric is called, also when it has gone from the catalogue. */
export const labelOf = (metrics: Metric[], metric: string): string =>
  metrics.find((one) => one.metric === metric)?.label ?? `${metric} (gone)`

/** What a tile is called: as people named it, or what it shows of what. */
export function nameOf(tile: Tile, label: (metric: string) => string): string {
  if (tile.type === 'heading') return tile.title
  if (tile.type !== 'metric') return KINDS.find(([type]) => type === tile.type)?.[1] ?? tile.type
  if (tile.title) return tile.title
  const by = tile.shape === 'figure' ? '' : ` by ${tile.by.replace(/^(trait|properties)\./, '')}`
  const only = Object.values(selectionOf(tile)).map((one) =>
    one.replace(/^segment:/, '').replaceAll(',', ', '),
  )
  return [`${label(tile.metric)}${by}`, ...only].join(' · ')
}

const row = (shape: MetricTile['shape'], width: number, by: string, metrics: string[]) =>
  metrics.map((metric) => ({ ...figure('', metric), shape, width, by }))

const numbered = (tiles: Tile[]): Tile[] => tiles.map((tile, at) => ({ ...tile, id: `t${at + 1}` }))

const heading = (title: string): Tile => ({ id: '', type: 'heading', width: COLUMNS, title })

/** Where a dashboard can begin. */
export const BEGINNINGS: { key: string; name: string; tiles: Tile[] }[] = [
  { key: 'empty', name: 'Nothing: I add tiles myself', tiles: [] },
  {
    key: 'leaders',
    name: 'How customers feel and what it costs',
    tiles: numbered([
      ...row('figure', 1, 'month', ['nps', 'csat', 'retention', 'revenue']),
      { id: '', type: 'journey', width: COLUMNS },
      ...row('course', 2, 'month', ['nps', 'revenue']),
      { id: '', type: 'fix_first', width: COLUMNS },
    ]),
  },
  {
    key: 'service',
    name: 'Customer service',
    tiles: numbered([
      ...row('figure', 1, 'month', [
        'first_reply_hours',
        'first_resolution_hours',
        'first_contact_resolution',
        'reopen_rate',
      ]),
      ...row('course', 2, 'week', ['first_reply_hours', 'csat']),
      heading('Where it takes long'),
      ...row('groups', 2, 'channel', ['first_resolution_hours', 'repeat_contacts']),
    ]),
  },
  {
    key: 'loyalty',
    name: 'Loyalty and value',
    tiles: numbered([
      ...row('figure', 1, 'month', ['retention', 'repeat_purchase', 'order_value', 'referrals']),
      ...row('course', 2, 'month', ['retention', 'order_value']),
      ...row('course', 2, 'month', ['reactivations', 'next_purchase_days']),
    ]),
  },
]
