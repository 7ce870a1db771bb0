import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { SearchField } from '~/design/search-field'
import { readInteractionSearch } from './queries'
import { useScope } from './use-scope'

/** Looks for words in what was said or done; Enter asks. */
export function TextSearch() {
  const { q } = readInteractionSearch(useSearch({ strict: false }))
  const { change } = useScope()
  const [text, setText] = useState(q ?? '')
  return (
    <SearchField
      label="Search in texts"
      value={text}
      onChange={setText}
      onSubmit={() => change({ q: text.trim() || undefined })}
    />
  )
}
