/** The code that sends to this server, client by client, with its own address and key filled in. */
export interface Recipe {
  key: string
  name: string
  /** What to install or where to put it. */
  note: string
  code: string
}

interface Target {
  origin: string
  host: string
  protocol: string
  write_key: string
}

export function targetOf(origin: string, write_key: string): Target {
  const url = new URL(origin)
  return { origin: url.origin, host: url.host, protocol: url.protocol.replace(':', ''), write_key }
}

const snippet = ({ origin, write_key }: Target): Recipe => ({
  key: 'snippet',
  name: 'Website',
  note: 'Put this line into the head of every page. Pages are counted, also in single-page apps.',
  code: `<script async src="${origin}/regard.js" data-write-key="${write_key}"></script>`,
})

const analyticsNext = ({ origin, host, protocol, write_key }: Target): Recipe => ({
  key: 'analytics-next',
  name: 'Segment in the browser',
  note: 'npm install @segment/analytics-next',
  code: `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${write_key}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol}' } } },
)
analytics.page()
analytics.track('Product Viewed', { product_id: 'boots-42' })`,
})

const python = ({ origin, write_key }: Target): Recipe => ({
  key: 'python',
  name: 'Python',
  note: 'pip install segment-analytics-python',
  code: `import segment.analytics as analytics

analytics.write_key = "${write_key}"
analytics.host = "${origin}"
analytics.track("user-1", "Order Completed", {"order_id": "o-1", "total": 28.40, "currency": "EUR"})
analytics.flush()`,
})

const node = ({ origin, write_key }: Target): Recipe => ({
  key: 'node',
  name: 'Node',
  note: 'npm install @segment/analytics-node',
  code: `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${write_key}', host: '${origin}' })
analytics.track({
  userId: 'user-1',
  event: 'Order Completed',
  properties: { order_id: 'o-1', total: 28.4, currency: 'EUR' },
})
await analytics.closeAndFlush()`,
})

const curl = ({ origin, write_key }: Target): Recipe => ({
  key: 'curl',
  name: 'curl',
  note: 'The answer says what became of it. The same messageId sent again adds nothing.',
  code: `curl ${origin}/v1/track -u '${write_key}:' -H 'Content-Type: application/json' \\
  -d '{"userId": "user-1", "event": "Order Completed", "messageId": "o-1-completed",
       "properties": {"order_id": "o-1", "total": 28.40, "currency": "EUR"}}'`,
})

const rudderstack = ({ origin, write_key }: Target): Recipe => ({
  key: 'rudderstack',
  name: 'RudderStack',
  note: 'npm install @rudderstack/rudder-sdk-node; its Python library takes rudder.dataPlaneUrl',
  code: `import Analytics from '@rudderstack/rudder-sdk-node'

const analytics = new Analytics('${write_key}', { dataPlaneUrl: '${origin}' })
analytics.track({ userId: 'user-1', event: 'Order Completed' })
analytics.flush()`,
})

const jitsu = ({ origin, write_key }: Target): Recipe => ({
  key: 'jitsu',
  name: 'Jitsu',
  note: 'npm install @jitsu/js',
  code: `import { jitsuAnalytics } from '@jitsu/js'

const jitsu = jitsuAnalytics({ host: '${origin}', writeKey: '${write_key}' })
jitsu.track('Order Completed', { order_id: 'o-1' })`,
})

const ios = ({ host, write_key }: Target): Recipe => ({
  key: 'ios',
  name: 'iOS',
  note: 'Segment’s analytics-swift. It speaks HTTPS only, so the server needs a certificate.',
  code: `import Segment

let configuration = Configuration(writeKey: "${write_key}")
    .apiHost("${host}/v1")
    .cdnHost("${host}/v1")
let analytics = Analytics(configuration: configuration)
analytics.track(name: "Order Completed")`,
})

const android = ({ host, write_key }: Target): Recipe => ({
  key: 'android',
  name: 'Android',
  note: 'Segment’s analytics-kotlin. It speaks HTTPS only, so the server needs a certificate.',
  code: `import com.segment.analytics.kotlin.android.Analytics

val analytics = Analytics("${write_key}", applicationContext) {
    apiHost = "${host}/v1"
    cdnHost = "${host}/v1"
}
analytics.track("Order Completed")`,
})

const ALL = { snippet, analyticsNext, python, node, curl, rudderstack, jitsu, ios, android }

/** What fits the kind comes first; the rest follows, since a key takes them all. */
const FIRST: Record<string, (keyof typeof ALL)[]> = {
  web: ['snippet', 'analyticsNext', 'jitsu'],
  app: ['ios', 'android'],
  server: ['python', 'node', 'curl'],
  store: ['curl', 'python'],
}

export function recipesFor(kind: string, target: Target): Recipe[] {
  const first = FIRST[kind] ?? []
  const rest = (Object.keys(ALL) as (keyof typeof ALL)[]).filter((key) => !first.includes(key))
  return [...first, ...rest].map((key) => ALL[key](target))
}
