import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ChoiceField } from '~/design/field'
import { SearchField } from '~/design/search-field'
import classes from './community.module.css'
import type { Board, CommunitySearch } from './queries'
import { ORDER_WORDS, statusChoices } from './wording'

/** Which ideas, in which order. */
export function DemandFilters({ boards }: { boards: Board[] }) {
  const search = useSearch({ from: '/community' })
  const navigate = useNavigate()
  const [words, setWords] = useState(search.words ?? '')
  const choose = (change: CommunitySearch) =>
    void navigate({ to: '/community', search: { ...search, ...change } })
  return (
    <div className={classes.filters}>
      {boards.length > 1 && (
        <ChoiceField
          label="Board"
          value={search.board ?? boards[0]?.slug ?? ''}
          choices={boards.map(({ slug, name }) => [slug, name])}
          onChoose={(board) => choose({ board })}
        />
      )}
      <ChoiceField
        label="Order"
        value={search.order ?? 'people'}
        choices={ORDER_WORDS}
        onChoose={(order) => choose({ order })}
      />
      <ChoiceField
        label="Status"
        value={search.status ?? ''}
        choices={statusChoices('Any')}
        onChoose={(status) => choose({ status: status || undefined })}
      />
      <SearchField
        label="Ideas like"
        value={words}
        onChange={setWords}
        onSubmit={() => choose({ words: words || undefined })}
      />
    </div>
  )
}
