/** What something on a page is called, as the page names it. What people typed is never read. */
import { cleaned } from '../context'
import type { Properties } from '../types'

const LONGEST = 80
export const ACTIVE =
  'a[href],button,summary,[onclick],[role=button],[role=link],[role=tab],[role=menuitem],[role=option],[role=switch],' +
  '[role=checkbox],[role=radio],input[type=button],input[type=submit],input[type=reset],input[type=image],' +
  'input[type=checkbox],input[type=radio]'

export function isIgnored(element: Element): boolean {
  return !!element.closest('[data-regard-ignore]')
}

export function labelOf(element: Element): string | undefined {
  if (element.closest('[data-regard-mask]')) return '•••'
  const said = (name: string) => element.getAttribute(name)
  const by = said('aria-labelledby')
  const text =
    (by && document.getElementById(by)?.textContent) ||
    said('aria-label') ||
    (isField(element) ? nameOfField(element) : writtenOn(element)) ||
    said('alt') ||
    said('title') ||
    said('name')
  return text ? masked(text) : undefined
}

export function describe(element: Element): Properties {
  const href = element.getAttribute('href')
  return {
    label: labelOf(element),
    element: element.localName + (element.id ? '#' + element.id : ''),
    href: href ? cleaned((element as HTMLAnchorElement).href || href).slice(0, 500) : undefined,
  }
}

/** Addresses and long numbers are people's, not the page's. */
export function masked(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\S+@\S+/g, '•••')
    .replace(/\d[\d ./-]{4,}\d/g, '•••')
    .slice(0, LONGEST)
}

function isField(element: Element): element is HTMLInputElement {
  return /^(input|select|textarea)$/.test(element.localName)
}

function nameOfField(field: HTMLInputElement): string | null | undefined {
  if (/^(button|submit|reset)$/.test(field.type)) return field.value
  return field.labels?.[0]?.textContent || field.placeholder
}

function writtenOn(element: Element): string | null {
  const isTyped =
    (element as HTMLElement).isContentEditable || element.querySelector('textarea,[contenteditable]')
  const isText = element.matches(ACTIVE) || !element.childElementCount // not the whole of a page's text
  return isTyped || !isText
    ? null
    : element.textContent || (element.querySelector('[alt]')?.getAttribute('alt') ?? null)
}
