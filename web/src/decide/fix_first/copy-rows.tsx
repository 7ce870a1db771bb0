import { useState } from 'react'
import { IconButton } from '~/design/button'
import { copyText } from '~/design/charts/copy'
import { toCsv } from '~/design/charts/csv'
import { Icon } from '~/design/icon'
import type { FixFirst } from './queries'
import { fixFirstTable } from './wording'

export function CopyRows({ fixFirst }: { fixFirst: FixFirst }) {
  const [copied, setCopied] = useState(false)
  const { columns, rows } = fixFirstTable(fixFirst)
  const copy = async () => {
    setCopied(await copyText(toCsv(columns, rows)))
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <IconButton label={copied ? 'Copied as CSV' : 'Copy as CSV'} onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} />
    </IconButton>
  )
}
