/** What the snippet is told, and what it sends. */
export type Properties = Record<string, unknown>
export type Preferences = Record<string, boolean>

export interface Options {
  writeKey: string
  /** Where the collector is: the address of this script up to its last slash, unless said otherwise. */
  host?: string
  /** Page views: of the History API, of the hash as well, or only those you send yourself. */
  pages?: 'history' | 'hash' | 'manual'
  consent?: 'granted' | 'required' | 'cookieless'
  /** Some of `clicks forms friction`; an empty text means all three. */
  autocapture?: string
  /** Surveys that show on the page, as the console says when; any text, an empty one too, means yes. */
  surveys?: string
  /** A domain whose subdomains share one visitor, such as `fernweh.example`. */
  cookieDomain?: string
  touchpoint?: string
  debug?: boolean | string
}

export interface Call {
  type: string
  messageId: string
  timestamp: string
  anonymousId?: string | null
  userId?: string | null
  context: Properties
  [field: string]: unknown
}

/** What a call may say beside its properties, as in Segment's libraries. */
export interface Said {
  timestamp?: string | Date
  messageId?: string
  anonymousId?: string
  userId?: string
  integrations?: Properties
  context?: Properties
}

type Callback = () => void
type Rest = [properties?: Properties | null, options?: Said | Callback | null, callback?: Callback]

export interface Regard {
  identify(userId: string | number | null, ...rest: Rest): Promise<Call | undefined>
  identify(...rest: Rest): Promise<Call | undefined>
  track(event: string, ...rest: Rest): Promise<Call | undefined>
  page(category: string, name: string, ...rest: Rest): Promise<Call | undefined>
  page(name: string, ...rest: Rest): Promise<Call | undefined>
  page(...rest: Rest): Promise<Call | undefined>
  screen(name: string, ...rest: Rest): Promise<Call | undefined>
  group(groupId: string, ...rest: Rest): Promise<Call | undefined>
  alias(userId: string, previousId?: string): Promise<Call | undefined>
  reset(): void
  ready(callback: Callback): void
  debug(isOn?: boolean): void
  consent(preferences: Preferences, proof?: Properties): void
  flush(): Promise<void>
  user(): { id(): string | null; anonymousId(): string | null }
  touchpoint(element?: Element): string | undefined
  /** Whether the visitor's ids may be kept. */
  isKept(): boolean
  /** Have one listener told of every call that is recorded. */
  hear(listener: (call: Call) => void): void
  push(call: [method: string, ...args: unknown[]]): void
  options: Options
  version: string
}
