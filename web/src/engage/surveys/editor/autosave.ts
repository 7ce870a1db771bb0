/** When a draft is sent, and what became of it. Nothing here knows the screen or the server. */

export type Saving =
  | { state: 'saved'; at?: string }
  | { state: 'waiting' }
  | { state: 'sending' }
  | { state: 'conflict'; says: string }
  | { state: 'failed'; says: string; lasting: boolean }

export interface Draft<Thing> {
  thing: Thing
  revision: number
}

export interface Sent {
  revision: number
  at: string
}

interface Keeping<Thing> {
  first: Draft<Thing>
  send: (draft: Draft<Thing>) => Promise<Sent>
  isConflict: (error: unknown) => boolean
  sayOf: (error: unknown) => { says: string; lasting: boolean }
  tell: (saving: Saving) => void
  delay?: number
}

/** Sends the newest state a moment after the last change, one at a time, and stops when somebody else changed it. */
export class Autosave<Thing> {
  private saved: Thing
  private wanted: Thing
  private revision: number
  private timer: ReturnType<typeof setTimeout> | undefined
  private sending: Promise<void> | undefined
  private stopped = false

  constructor(private readonly keeping: Keeping<Thing>) {
    this.saved = this.wanted = keeping.first.thing
    this.revision = keeping.first.revision
  }

  get isSaved() {
    return this.saved === this.wanted
  }

  want(thing: Thing): void {
    if (thing === this.wanted) return
    this.wanted = thing
    if (this.stopped) return
    clearTimeout(this.timer)
    if (this.sending) return
    this.keeping.tell({ state: 'waiting' })
    this.timer = setTimeout(() => void this.flush(), this.keeping.delay ?? 800)
  }

  /** Sends now what is not sent yet; done when nothing is left or it did not work. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    if (this.sending) await this.sending
    if (this.isSaved || this.stopped) return
    this.sending = this.send()
    await this.sending
    this.sending = undefined
    if (!this.isSaved && !this.stopped) await this.flush()
  }

  private async send(): Promise<void> {
    const thing = this.wanted
    this.keeping.tell({ state: 'sending' })
    try {
      const { revision, at } = await this.keeping.send({ thing, revision: this.revision })
      this.revision = revision
      this.saved = thing
      this.keeping.tell({ state: 'saved', at })
    } catch (error) {
      this.stopped = true
      const said = this.keeping.sayOf(error)
      this.keeping.tell(
        this.keeping.isConflict(error)
          ? { state: 'conflict', says: said.says }
          : { state: 'failed', ...said },
      )
    }
  }

  /** Goes on after a stop: with the newest revision, what is here wins over what somebody else wrote. */
  async goOn(revision = this.revision): Promise<void> {
    this.stopped = false
    this.revision = revision
    await this.flush()
  }
}
