/** Where this kiosk stands and what it asks, as its address says: /kiosk/<write key>?touchpoint=Checkout&store=12 */
export interface Place {
  writeKey: string
  metric: 'csat' | 'nps'
  touchpoint?: string
  store?: string
  survey: string
  languages: string[]
  /** A phone answers once; a tablet asks the next visitor. */
  isPhone: boolean
  theme?: string
}

const MOST = 80

export function readPlace(address: URL, spoken: readonly string[]): Place {
  const said = (name: string) => address.searchParams.get(name)?.trim().slice(0, MOST) || undefined
  return {
    writeKey: address.pathname.split('/')[2] || '',
    metric: said('metric') === 'nps' ? 'nps' : 'csat',
    touchpoint: said('touchpoint'),
    store: said('store'),
    survey: said('survey') || 'kiosk',
    languages: [...(said('lang')?.split(',') || []), ...spoken],
    isPhone: said('via') === 'qr',
    theme: said('theme'),
  }
}
