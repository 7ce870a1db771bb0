import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = [
  '#F0F7F5',
  '#E3F1ED',
  '#C3E1D9',
  '#8FCDBD',
  '#52C2A8',
  '#2FA189',
  '#178672',
  '#0B6B5B',
  '#0A584B',
  '#07443A',
]

/** Mantine's own greys in the dark, made ours: text, borders, hover, surface, page. */
const dark: MantineColorsTuple = [
  '#E7ECE9',
  '#B1BBB6',
  '#949F9A',
  '#6E7974',
  '#2A312E',
  '#1C2220',
  '#151A18',
  '#0E1211',
  '#0B0F0E',
  '#080B0A',
]

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
  colors: { pine, dark },
  fontFamily:
    "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans Condensed', system-ui, sans-serif",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '22px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  autoContrast: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Popover: { defaultProps: { shadow: 'float', transitionProps: { duration: 120 } } },
  },
})

const floating = { '--mantine-shadow-float': 'var(--float)' }

const surfaces = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--negative)',
  '--mantine-color-anchor': 'var(--accent)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: floating,
  light: surfaces,
  dark: surfaces,
})
