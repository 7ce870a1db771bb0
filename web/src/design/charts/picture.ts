/** A chart as a picture: every drawing below an element, as it looks now, on the colour behind it. */
const PAINT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font',
  'text-anchor',
]
const DENSITY = 2
const MARGIN = 12

/** PNG of the element's drawings and texts, null where the browser cannot. */
export async function pictureOf(element: HTMLElement): Promise<Blob | null> {
  const whole = element.getBoundingClientRect()
  const size = { width: whole.width + 2 * MARGIN, height: whole.height + 2 * MARGIN }
  const picture = await loaded(drawnAgain(element, whole, size))
  const canvas = document.createElement('canvas')
  canvas.width = size.width * DENSITY
  canvas.height = size.height * DENSITY
  const pen = canvas.getContext('2d')
  if (!pen || !picture) return null
  pen.scale(DENSITY, DENSITY)
  pen.drawImage(picture, 0, 0)
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}

export function saveAs(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

export const fileName = (title: string, ending: string) =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.${ending}`

function drawnAgain(element: HTMLElement, whole: DOMRect, size: { width: number; height: number }): string {
  const parts = [...element.querySelectorAll('svg')].map((svg) => placed(painted(svg), svg, whole))
  const texts = [...textsOf(element)].map((text) => written(text, whole))
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--surface') || '#fff'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect width="100%" height="100%" fill="${ground}"/>${parts.join('')}${texts.join('')}</svg>`
}

/** A copy that carries its paint with it, since a picture knows no style sheet. */
function painted(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const pairs = [...svg.querySelectorAll('*')].map(
    (one, at) => [one, copy.querySelectorAll('*')[at]] as const,
  )
  for (const [from, to] of pairs) {
    const style = getComputedStyle(from)
    for (const name of PAINT) to?.setAttribute(name, style.getPropertyValue(name))
    if (to instanceof SVGTextElement) to.setAttribute('style', `font:${style.font}`)
  }
  return copy
}

function placed(copy: SVGSVGElement, svg: SVGSVGElement, whole: DOMRect): string {
  const at = svg.getBoundingClientRect()
  copy.setAttribute('x', String(at.left - whole.left + MARGIN))
  copy.setAttribute('y', String(at.top - whole.top + MARGIN))
  return new XMLSerializer().serializeToString(copy)
}

function* textsOf(element: HTMLElement): Generator<Text> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('svg') && node.textContent?.trim()) yield node as Text
  }
}

function written(text: Text, whole: DOMRect): string {
  const range = document.createRange()
  range.selectNodeContents(text)
  const at = range.getBoundingClientRect()
  const style = getComputedStyle(text.parentElement as Element)
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'text')
  line.setAttribute('x', String(at.left - whole.left + MARGIN))
  line.setAttribute('y', String(at.bottom - whole.top + MARGIN - at.height * 0.25))
  line.setAttribute('fill', style.color)
  line.setAttribute('style', `font:${style.font}`)
  line.textContent = text.textContent
  return new XMLSerializer().serializeToString(line)
}

function loaded(svg: string): Promise<HTMLImageElement | null> {
  return new Promise((done) => {
    const picture = new Image()
    picture.onload = () => done(picture)
    picture.onerror = () => done(null)
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  })
}
