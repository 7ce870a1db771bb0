/** What went wrong, in the server's own words where it had any (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
    readonly code: string,
    readonly status: number,
  ) {
    super(title)
    this.name = 'Problem'
  }

  /** Asking again would be answered the same. */
  get lasting(): boolean {
    return this.status >= 400 && this.status < 500 && ![408, 429].includes(this.status)
  }
}

interface Answer<Body> {
  data?: Body
  error?: unknown
  response: Response
}

/** The body of an answer, or a Problem: never `undefined`, never a silent nothing. */
export async function answer<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw unreachable(cause)
  })
  if (data !== undefined) return data
  throw fromBody(error, response.status)
}

function unreachable(cause: unknown): Error {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'AbortError') return cause as Error
  if (name === 'TimeoutError')
    return new Problem(
      'The server took too long',
      'It did not answer within a minute. Try a shorter period.',
      'timeout',
      0,
    )
  return new Problem(
    'The server cannot be reached',
    'Check that Regard is running and that you are online.',
    'unreachable',
    0,
  )
}

/** What the bare statuses mean to people; anything more particular the server says itself. */
const TITLES: Record<number, string> = {
  403: 'This is not open to you',
  404: 'This does not exist',
  422: 'This cannot be answered as it is asked',
  429: 'Too many questions at once',
  500: 'The server failed',
  503: 'The server is not ready',
}

function fromBody(body: unknown, status: number): Problem {
  const { title, detail, code } = (body ?? {}) as Partial<Record<'title' | 'detail' | 'code', string>>
  return new Problem(
    TITLES[status] ?? title ?? 'The server could not answer',
    detail ?? 'Try again; if it happens again, pass on the code.',
    code ?? `status-${status}`,
    status,
  )
}

/** Ends a request when nobody waits for it any more, and after a minute at the latest. */
export const patience = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(60_000)])

export const troubleOf = (error: unknown) =>
  error instanceof Problem
    ? error
    : {
        title: 'Something went wrong here',
        detail: error instanceof Error ? error.message : String(error),
        code: 'console',
      }
