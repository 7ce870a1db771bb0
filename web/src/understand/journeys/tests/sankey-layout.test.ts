import { describe, expect, it } from 'vitest'
import { layOut, OTHERS, type Link } from '../sankey-layout'

const links: Link[] = [
  { step: 0, start: 'Cart', end: 'Checkout', customers: 60 },
  { step: 0, start: 'Cart', end: 'Website', customers: 30 },
  { step: 0, start: 'Cart', end: '', customers: 10 },
  { step: 1, start: 'Checkout', end: 'Order', customers: 50 },
  { step: 1, start: 'Checkout', end: '', customers: 10 },
  { step: 1, start: 'Website', end: 'Cart', customers: 30 },
]
const size = { width: 410, height: 200, steps: 3, most: 6 }

describe('layOut', () => {
  it('counts everybody at a node once, whether they go on or not', () => {
    const { nodes } = layOut(links, size)
    const told = nodes.map(({ step, name, customers, alone }) => [step, name, customers, alone])
    expect(told).toEqual([
      [0, 'Cart', 100, 10],
      [1, 'Checkout', 60, 10],
      [1, 'Website', 30, 0],
      [2, 'Order', 50, 0],
      [2, 'Cart', 30, 0],
    ])
  })

  it('keeps bands within their nodes, side by side', () => {
    const { bands } = layOut(links, size)
    const out = bands.filter(({ step }) => step === 0)
    expect(out).toHaveLength(2)
    for (const { from, to, y0, y1, height } of bands) {
      expect(y0 - height / 2).toBeGreaterThanOrEqual(from.y - 1e-9)
      expect(y0 + height / 2).toBeLessThanOrEqual(from.y + from.height + 1e-9)
      expect(y1 + height / 2).toBeLessThanOrEqual(to.y + to.height + 1e-9)
    }
    expect(out[0]!.y0 + out[0]!.height / 2).toBeCloseTo(out[1]!.y0 - out[1]!.height / 2)
  })

  it('draws rare nodes as one, whose number is theirs together', () => {
    const rare = Array.from({ length: 9 }, (_, at): Link => ({
      step: 0,
      start: 'Cart',
      end: `n${at}`,
      customers: 9 - at,
    }))
    const { nodes } = layOut(rare, { ...size, steps: 2, most: 4 })
    const column = nodes.filter(({ step }) => step === 1)
    expect(column.map(({ name, customers }) => [name, customers])).toEqual([
      ['n0', 9],
      ['n1', 8],
      ['n2', 7],
      [OTHERS, 21],
    ])
  })

  it('gives the customers of a path up to an anchor who did nothing before', () => {
    const back: Link[] = [
      { step: 0, start: '', end: 'Cart', customers: 5 },
      { step: 0, start: 'Website', end: 'Cart', customers: 7 },
    ]
    const { nodes } = layOut(back, { ...size, steps: 2 })
    expect(nodes.map(({ name, customers }) => [name, customers])).toEqual([
      ['Website', 7],
      ['Cart', 12],
    ])
  })

  it('draws nothing of nothing', () => {
    expect(layOut([], size)).toEqual({ nodes: [], bands: [] })
  })
})
