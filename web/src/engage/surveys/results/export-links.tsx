import { buttonClass } from '~/design/button'
import type { KeptSurvey } from '../queries'

const FORMATS = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
] as const

/** All answers as a table. An anonymous survey has none: a row would be one person's. */
export const ExportLinks = ({ kept }: { kept: KeptSurvey }) => (
  <>
    {FORMATS.map(([format, name]) => (
      <a
        key={format}
        href={`/api/surveys/${String(kept.id)}/export?format=${format}`}
        download
        className={buttonClass}
        data-small
      >
        {name}
      </a>
    ))}
  </>
)
