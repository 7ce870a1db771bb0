/** The operators of expressions, from the loosest to the tightest, each with its name. */
export type Signs = [string, string][]
const signs = (text: string): Signs =>
  text.split(' ').map((pair) => {
    const [sign, name] = pair.split('~')
    return [sign!, name ?? sign!]
  })

export const LEVELS = [
  '||~or or',
  '&&~and and',
  '<=~lessorequal =<~lessorequal lessorequal >=~greaterorequal =>~greaterorequal greaterorequal ==~equal equals~equal ' +
    'equal =~equal !=~notequal <>~notequal notequals~notequal notequal <~less less >~greater greater',
  '+~plus -~minus',
  '*~mul /~div %~mod',
  '^~power power',
  '*=~contains contains contain~contains notcontains notcontain~notcontains anyof allof noneof',
].map(signs)
export const NEGATION = signs('!~negate negate')
export const AFTER = signs('notempty empty')
