/** A survey's own colour and scheme. The colour is only ever behind text that can be read on it. */
export interface Theme {
  accent?: string
  scheme?: 'auto' | 'light' | 'dark'
}

export function applyTheme({ accent, scheme }: Theme) {
  const { dataset, style } = document.documentElement
  if (scheme && scheme !== 'auto') dataset.theme = scheme
  else delete dataset.theme
  if (!accent) return void ['--accent', '--on-accent'].forEach((name) => style.removeProperty(name))
  style.setProperty('--accent', accent)
  style.setProperty('--on-accent', luminance(accent) > 0.179 ? '#000' : '#fff')
}

/** How light a colour is, after WCAG 2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
