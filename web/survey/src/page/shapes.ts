/** What a survey is mounted with. */
import type { Answers, Form } from '../logic/form'
import type { Part } from '../logic/questions'
import type { About, Transport } from './sending'

export interface Told {
  definition: Part
  answers?: Answers
  page?: string
  is_anonymous?: boolean
}

export interface Options {
  token: string
  language: string
  transport: Transport
  channel?: string
  about?: About
  /** The survey is over: thanks are shown. */
  ended?: () => void
}

export interface Mounted {
  form: Form
  redraw(): void
  /** End with a sentence, or with HTML that the server has cleaned. */
  end(said: string, html?: string): void
}
