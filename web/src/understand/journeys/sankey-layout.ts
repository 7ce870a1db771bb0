/** Where the nodes and bands of a Sankey diagram lie. Each column is a step; heights are numbers of customers. */

export interface Link {
  step: number
  start: string
  end: string
  customers: number
}

export interface Node {
  step: number
  name: string
  customers: number
  /** How many of them did nothing more (or, up to an anchor, nothing before). */
  alone: number
  x: number
  y: number
  height: number
}

export interface Band extends Link {
  from: Node
  to: Node
  /** The middles of both ends, and the thickness. */
  y0: number
  y1: number
  height: number
}

export interface Layout {
  nodes: Node[]
  bands: Band[]
}

export const OTHERS = 'others'
const GAP = 14
const BAR = 10

interface Size {
  width: number
  height: number
  steps: number
  /** Nodes of a column beyond so many are drawn as one. */
  most: number
}

export function layOut(links: Link[], { width, height, steps, most }: Size): Layout {
  const lumped = lump(links, steps, most)
  const columns = Array.from({ length: steps }, (_, step) => totals(lumped, step))
  const fullest = Math.max(1, ...columns.map((column) => sum([...column.values()].map(({ all }) => all))))
  const longest = Math.max(1, ...columns.map((column) => column.size))
  const scale = Math.max(0.0001, (height - GAP * (longest - 1)) / fullest)
  const apart = steps > 1 ? (width - BAR) / (steps - 1) : 0
  const nodes = columns.flatMap((column, step) => stacked(column, step, step * apart, scale))
  return { nodes, bands: bandsOf(lumped, nodes, scale) }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** The names that are drawn in each column: the most frequent, the rest as one. */
function lump(links: Link[], steps: number, most: number): Link[] {
  const shown = Array.from({ length: steps }, (_, step) => {
    const ordered = [...totals(links, step)].toSorted(([, one], [, other]) => other.all - one.all)
    return new Set((ordered.length > most ? ordered.slice(0, most - 1) : ordered).map(([name]) => name))
  })
  const named = (step: number, name: string) => (name === '' || shown[step]?.has(name) ? name : OTHERS)
  const together = new Map<string, Link>()
  for (const { step, start, end, customers } of links) {
    const link = { step, start: named(step, start), end: named(step + 1, end) }
    const key = JSON.stringify(link)
    together.set(key, { ...link, customers: customers + (together.get(key)?.customers ?? 0) })
  }
  return [...together.values()]
}

/** How many are at each node of a column, and how many of them came from nothing or went on to nothing. */
function totals(links: Link[], step: number): Map<string, { all: number; alone: number }> {
  const found = new Map<string, { all: number; alone: number }>()
  const add = (name: string, all: number, alone: number) => {
    const before = found.get(name) ?? { all: 0, alone: 0 }
    found.set(name, { all: before.all + all, alone: before.alone + alone })
  }
  const on = links.filter((link) => link.step === step && link.start !== '')
  for (const { start, end, customers } of on) add(start, customers, end === '' ? customers : 0)
  for (const link of links.filter((one) => one.step === step - 1 && one.end !== '')) {
    if (on.length === 0 || !on.some(({ start }) => start === link.end)) add(link.end, link.customers, 0)
    if (link.start === '') add(link.end, 0, link.customers)
  }
  return found
}

function stacked(
  column: Map<string, { all: number; alone: number }>,
  step: number,
  x: number,
  scale: number,
): Node[] {
  let y = 0
  const ordered = [...column].toSorted(
    ([one, { all }], [other, { all: most }]) =>
      Number(one === OTHERS) - Number(other === OTHERS) || most - all,
  )
  return ordered.map(([name, { all, alone }]) => {
    const node = { step, name, customers: all, alone, x, y, height: Math.max(1, all * scale) }
    y += node.height + GAP
    return node
  })
}

function bandsOf(links: Link[], nodes: Node[], scale: number): Band[] {
  const at = (step: number, name: string) => nodes.find((node) => node.step === step && node.name === name)
  const used = new Map<string, number>()
  const take = (key: string, node: Node, height: number) => {
    const before = used.get(key) ?? 0
    used.set(key, before + height)
    return node.y + before + height / 2
  }
  const between = links.flatMap((link) => {
    const from = at(link.step, link.start)
    const to = at(link.step + 1, link.end)
    return from && to ? [{ ...link, from, to }] : []
  })
  const ordered = between.toSorted((one, other) => one.from.y - other.from.y || one.to.y - other.to.y)
  return ordered.map((link) => {
    const height = link.customers * scale
    const y0 = take(`out ${link.step} ${link.start}`, link.from, height)
    const y1 = take(`in ${link.step} ${link.end}`, link.to, height)
    return { ...link, y0, y1, height }
  })
}

/** A band as a path: level where it leaves and where it arrives. */
export function bandPath({ from, to, y0, y1 }: Band): string {
  const [x0, x1] = [from.x + BAR, to.x]
  const middle = (x0 + x1) / 2
  return `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`
}
