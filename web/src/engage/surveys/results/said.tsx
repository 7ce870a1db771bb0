import { useState } from 'react'
import { TextButton } from '~/design/button'
import { SearchField } from '~/design/search-field'
import { plural } from '~/design/numbers'
import classes from './results.module.css'

const FEW = 5

/** What was written, quoted; a few first, all when wanted, found by a word. */
export function Words({ texts }: { texts: string[] }) {
  const [all, showAll] = useState(false)
  const [sought, seek] = useState('')
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const each = [...counts.keys()]
  const found = each.filter((text) => text.toLowerCase().includes(sought.trim().toLowerCase()))
  const shown = all ? found : found.slice(0, FEW)
  return (
    <div className={classes.said}>
      {all && <SearchField label="Find a word" value={sought} onChange={seek} />}
      <ul>
        {shown.map((text) => (
          <li key={text}>
            <q>{text}</q>
            {counts.get(text)! > 1 && <span className="note faint"> {counts.get(text)} times</span>}
          </li>
        ))}
      </ul>
      {all && found.length === 0 && <p className="note soft">Nobody wrote “{sought}”.</p>}
      {each.length > FEW && (
        <TextButton
          small
          onClick={() => {
            showAll(!all)
            seek('')
          }}
        >
          {all ? 'Show fewer' : `Show all ${plural(texts.length, 'text', 'texts')}`}
        </TextButton>
      )}
    </div>
  )
}
