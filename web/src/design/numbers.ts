/** Numbers as people read them: the locale's separators, a true minus, digits that stand in columns. */

export interface NumberStyle {
  digits?: number
  signed?: boolean
  locale?: string
}

const MINUS = '−'

const withMinus = (text: string) => text.replace(/-/g, MINUS)

export function formatNumber(
  value: number,
  { digits = 0, signed = false, locale }: NumberStyle = {},
): string {
  const rounded = Number(value.toFixed(digits)) || 0 // no "−0"
  const text = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  }).format(rounded)
  return withMinus(text)
}

export const formatCount = (value: number, locale?: string) => formatNumber(value, { locale })

export function formatShare(share: number, { digits = 1, signed = false, locale }: NumberStyle = {}): string {
  const text = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  }).format(Number(share.toFixed(digits + 2)) || 0)
  return withMinus(text)
}

/** Between the ends of an interval: a comma, unless the comma is the decimal sign. */
function separator(locale?: string): string {
  return new Intl.NumberFormat(locale).format(1.5).includes(',') ? '; ' : ', '
}

export function formatInterval(low: number, high: number, style: NumberStyle = {}): string {
  return `[${formatNumber(low, style)}${separator(style.locale)}${formatNumber(high, style)}]`
}

export interface MoneyStyle {
  currency?: string | null
  exact?: boolean
  locale?: string
}

const SIZES = [
  { size: 1e9, letter: 'bn' },
  { size: 1e6, letter: 'm' },
  { size: 1e3, letter: 'k' },
]

/** €15.7k above a thousand, €157k above a hundred thousand, whole euros below; `exact` writes every cent. */
export function formatMoney(value: number, { currency, exact = false, locale }: MoneyStyle = {}): string {
  const { size, letter } = (!exact && SIZES.find((one) => Math.abs(value) >= one.size)) || {
    size: 1,
    letter: '',
  }
  const digits = exact ? 2 : letter && Math.abs(value) / size < 100 ? 1 : 0
  const parts = new Intl.NumberFormat(locale, {
    ...(currency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).formatToParts(value / size)
  const last = parts.findLastIndex(({ type }) => type === 'integer' || type === 'fraction')
  return withMinus(parts.map((part, at) => part.value + (at === last ? letter : '')).join(''))
}

export function formatMoneyInterval(low: number, high: number, style: MoneyStyle = {}): string {
  return `[${formatMoney(low, style)}${separator(style.locale)}${formatMoney(high, style)}]`
}

export function joinWords(words: string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`
}

export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
