/** From values to pixels, and the round numbers an axis is marked with. */
export type Scale = (value: number) => number

export function linear([from, to]: [number, number], [start, end]: [number, number]): Scale {
  const span = to - from || 1
  return (value) => start + ((value - from) / span) * (end - start)
}

const STEPS = [1, 2, 2.5, 5, 10]

/** A round step that gives at most `most` marks over the span. */
export function roundStep(span: number, most: number): number {
  const rough = span / most || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  return (STEPS.find((step) => step * power >= rough - 1e-12) ?? 10) * power
}

/** Round marks within [low, high], zero among them when it lies inside. */
export function roundMarks(low: number, high: number, most = 4): number[] {
  const step = roundStep(high - low, most)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** A domain that holds every value, always holds zero, and leaves a little air. */
export function domainWithZero(values: number[], air = 0.06): [number, number] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const margin = (high - low || 1) * air
  return [low - margin, high + margin]
}

/** How many decimals a round mark needs. */
export const decimalsOf = (mark: number) => String(mark).split('.')[1]?.length ?? 0
