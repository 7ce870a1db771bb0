import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatDay } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { SearchField } from '~/design/search-field'
import { Empty, Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import { linkedQuery, linkTexts, saidQuery, unlinkText, useCommunityChange, type IdeaBody } from './queries'

/** What customers wrote elsewhere: in which texts they asked for it, and which may be such. */
export function RequestsPanel({ body: { idea, topics } }: { body: IdeaBody }) {
  const [words, setWords] = useState('')
  const [sought, seek] = useState('')
  const linked = useQuery(linkedQuery(idea.number))
  const said = useQuery(saidQuery(idea.number, sought))
  const { mutate, error, isPending } = useCommunityChange()
  const rows = sought ? (said.data?.rows ?? []) : (linked.data?.rows ?? [])
  const fresh = rows.filter((one) => !one.is_linked).map((one) => one.interaction_id)
  return (
    <Panel
      title={
        sought
          ? `${plural(rows.length, 'text', 'texts')} with “${sought}”`
          : `Asked for elsewhere in ${plural(linked.data?.rows.length ?? 0, 'text', 'texts')}`
      }
      note={
        topics.length > 0
          ? `Also by topic: ${topics.map(({ name, people }) => `${name} (${people})`).join(', ')}`
          : 'Tickets, reviews and answers; names and numbers are masked'
      }
    >
      <div className={followed.form}>
        <div className={followed.row}>
          <SearchField
            label="Words that customers use for it"
            value={words}
            onChange={setWords}
            onSubmit={() => seek(words.trim())}
          />
          <TextButton onClick={() => seek(words.trim())}>Look</TextButton>
          {fresh.length > 0 && (
            <TextButton disabled={isPending} onClick={() => mutate(() => linkTexts(idea.number, fresh))}>
              {`Count ${plural(fresh.length, 'text', 'texts')}`}
            </TextButton>
          )}
        </div>
        {(error ?? said.error) && <Failed trouble={troubleOf(error ?? said.error)} />}
      </div>
      {rows.length === 0 && sought && !said.isFetching && (
        <Empty title="Nobody wrote that">Try a word that customers use.</Empty>
      )}
      <ol className={followed.steps}>
        {rows.map((one) => (
          <li key={one.interaction_id}>
            <p className={classes.words}>{one.text}</p>
            <p className="note soft">
              <Link to="/customers/$customer_id" params={{ customer_id: one.customer_id }}>
                {one.kind}
              </Link>
              , {one.channel || 'no channel'}, {formatDay(one.at)}
            </p>
            <TextButton
              small
              disabled={isPending}
              onClick={() =>
                mutate(() =>
                  one.is_linked
                    ? unlinkText(idea.number, one.interaction_id)
                    : linkTexts(idea.number, [one.interaction_id]),
                )
              }
            >
              {one.is_linked ? 'It asks for something else' : 'It asks for this'}
            </TextButton>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
