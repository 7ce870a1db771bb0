/** Where the visitor is and came from. Values that look secret or personal are taken out of addresses. */
import type { Properties } from './types'

const SECRET =
  /([?&#][\w.-]*(?:token|secret|passw|pwd|session|auth|api_?key|e-?mail|phone|signature|otp)[\w.-]*=)[^&#]*/gi
const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid', 'li_fat_id']
const UTM = 'utm_'

/** An address without what should not be kept. */
export const cleaned = (address: string) => address.replace(SECRET, '$1masked')

let referrer: string | undefined
let campaign: Properties | undefined

/** From now on, `address` is where the visitor came from: within a single-page app the browser does not say. */
export function cameFrom(address: string): void {
  referrer = address
}

export function pageNow(): Properties {
  return {
    path: location.pathname,
    url: cleaned(location.href),
    title: document.title,
    referrer: cleaned(referrer ?? document.referrer),
    search: cleaned(location.search),
  }
}

/** UTM parameters and click ids, of this address or of the last one on this page that had some. */
export function campaignNow(isAdvertised: boolean): Properties | undefined {
  const found: Properties = {}
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name.startsWith(UTM)) found[name === 'utm_campaign' ? 'name' : name.slice(UTM.length)] = value
    else if (isAdvertised && CLICK_IDS.includes(name)) found[name] = value
  })
  if (Object.keys(found).length) campaign = found
  return campaign
}

/** What is the same for everything this page sends. */
export function deviceNow(version: string): Properties {
  return {
    library: { name: 'regard.js', version },
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
  }
}
