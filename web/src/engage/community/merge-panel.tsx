import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { merge, unmerge, useCommunityChange, type IdeaBody } from './queries'
import { titleOf } from './wording'

/** What is the same: taken in, or part of another. Votes follow, and are whose they were when it is taken back. */
export function MergePanel({ body: { idea, merged, similar } }: { body: IdeaBody }) {
  const [into, setInto] = useState('')
  const { mutate, error, isPending } = useCommunityChange()
  const act = (work: () => Promise<unknown>) => mutate(work)
  return (
    <Panel title={idea.into === null ? 'Duplicates' : `Part of idea ${idea.into}`}>
      <div className={followed.form}>
        {idea.into !== null && (
          <div className={followed.row}>
            <Link to="/community/$number" params={{ number: String(idea.into) }}>
              Open idea {idea.into}
            </Link>
            <TextButton small disabled={isPending} onClick={() => act(() => unmerge(idea.number))}>
              Take it apart again
            </TextButton>
          </div>
        )}
        {merged.map((one) => (
          <div key={one.number} className={followed.row}>
            <Link to="/community/$number" params={{ number: String(one.number) }}>
              {titleOf(one.title)}
            </Link>
            <span className="note soft">{plural(one.votes, 'vote', 'votes')}</span>
            <TextButton small disabled={isPending} onClick={() => act(() => unmerge(one.number))}>
              Take it apart again
            </TextButton>
          </div>
        ))}
        {idea.into === null && (
          <>
            {similar.map((one) => (
              <div key={one.number} className={followed.row}>
                <Link to="/community/$number" params={{ number: String(one.number) }}>
                  {titleOf(one.title)}
                </Link>
                <span className="note soft">{plural(one.people, 'person', 'people')}</span>
                <TextButton
                  small
                  disabled={isPending}
                  onClick={() => act(() => merge(one.number, idea.number))}
                >
                  Take it in
                </TextButton>
              </div>
            ))}
            <div className={followed.row}>
              <TextField
                label="Number of the idea it is part of"
                inputMode="numeric"
                value={into}
                onChange={(event) => setInto(event.currentTarget.value.replace(/\D/g, '').slice(0, 9))}
              />
              <TextButton
                disabled={isPending || into === ''}
                onClick={() => act(() => merge(idea.number, Number(into)))}
              >
                Merge
              </TextButton>
            </div>
          </>
        )}
        {error && <Failed trouble={troubleOf(error)} />}
      </div>
    </Panel>
  )
}
