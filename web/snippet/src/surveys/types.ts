/** What the server tells of a survey that shows on a site. */
export interface Widget {
  slug: string
  place: 'corner' | 'middle'
  moment: 'time' | 'scroll' | 'exit' | 'event'
  /** Seconds, or percent of the page. */
  amount: number
  event: string
  /** Paths, with * for anything; none means all. */
  pages: string[]
  /** Percent of the visitors. */
  share: number
  /** Until the same visitor is asked again. */
  days: number
  title: string
  scheme: 'auto' | 'light' | 'dark'
}
