/** Elements made by hand: text is always text. */
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value)
    else if (value === true) element.setAttribute(key, '')
    else if (typeof value === 'string') element.setAttribute(key, value)
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

const SVG = 'http://www.w3.org/2000/svg'
const MOUTHS = [
  'M8 22 Q15 14 22 22',
  'M9 21 Q15 17.5 21 21',
  'M9 20 H21',
  'M9 19 Q15 22.5 21 19',
  'M8 18 Q15 26 22 18',
]

/** A face from very bad (0) to very good (4): its mouth says it, not its colour. */
export function face(mood: number): SVGElement {
  const drawing = document.createElementNS(SVG, 'svg')
  drawing.setAttribute('viewBox', '0 0 30 30')
  drawing.setAttribute('aria-hidden', 'true')
  const lines = ['M15 2 A13 13 0 1 1 14.99 2 Z', 'M10.5 11.5 V13', 'M19.5 11.5 V13', MOUTHS[mood]!]
  for (const line of lines) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', line)
    drawing.append(path)
  }
  return drawing
}
