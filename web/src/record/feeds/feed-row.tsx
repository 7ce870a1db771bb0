import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatCount } from '~/design/numbers'
import { Tag } from '~/design/tag'
import { ChangeFeed } from './change-feed'
import classes from './feeds.module.css'
import { useChangeFeed, useDeleteFeed, useLook, useTakeFile, type Feed, type FeedKind } from './queries'
import { lastLook, nextLook, stateOf } from './wording'

/** One feed: how it does, what came of the last look, and what can be done about it. */
export function FeedRow({ row, kind }: { row: Feed; kind: FeedKind | undefined }) {
  const [changing, change] = useState(false)
  const state = stateOf(row.state)
  return (
    <li className={classes.feed}>
      <p className={classes.head}>
        <Link to="/sources/$slug" params={{ slug: row.source }}>
          <b>{row.name}</b>
        </Link>
        <Tag tone={state.tone} title={state.means}>
          {state.name}
        </Tag>
        <span className="note soft">{kind?.title ?? row.kind}</span>
        {row.address && <span className={`${classes.address} note faint`}>{row.address}</span>}
      </p>
      <dl className={classes.facts}>
        <Fact name="Last look">{lastLook(row)}</Fact>
        <Fact name="Next look">{nextLook(row)}</Fact>
        <Fact name="Stored">
          <Link to="/voice" search={{ voices: 'public', period: 'all' }}>
            {formatCount(row.stored)}
          </Link>
        </Fact>
        <Fact name="Edited">{formatCount(row.edited)}</Fact>
        <Fact name="Rejected">
          {row.rejected > 0 ? (
            <Link to="/rejected" search={{ source: row.source }}>
              {formatCount(row.rejected)}
            </Link>
          ) : (
            '0'
          )}
        </Fact>
        <Fact name="Left out">{formatCount(row.left_out)}</Fact>
      </dl>
      {row.said && <p className={classes.said}>{row.said}</p>}
      <FeedActions row={row} changing={changing} onChange={() => change(!changing)} />
      {changing && <ChangeFeed row={row} kind={kind} onClose={() => change(false)} />}
    </li>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function FeedActions({ row, changing, onChange }: { row: Feed; changing: boolean; onChange: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const looking = useLook(row.source)
  const taking = useTakeFile(row.source)
  const pausing = useChangeFeed(row.source)
  const deleting = useDeleteFeed(row.source)
  const failed = [looking, taking, pausing, deleting].find(({ isError }) => isError)
  return (
    <>
      <p className={classes.actions}>
        {row.address && (
          <TextButton small disabled={looking.isPending} onClick={() => looking.mutate(undefined)}>
            {looking.isPending ? 'Looking' : 'Look now'}
          </TextButton>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={`A file for ${row.name}`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) taking.mutate(file)
          }}
        />
        <TextButton small disabled={taking.isPending} onClick={() => input.current?.click()}>
          {taking.isPending ? 'Reading' : 'Take a file in'}
        </TextButton>
        {row.address && (
          <TextButton small onClick={() => pausing.mutate({ is_paused: !row.is_paused })}>
            {row.is_paused ? 'Resume' : 'Pause'}
          </TextButton>
        )}
        <TextButton small aria-expanded={changing} onClick={onChange}>
          Change
        </TextButton>
        <ConfirmButton sure="Delete it" onConfirm={() => deleting.mutate(undefined)}>
          Delete
        </ConfirmButton>
      </p>
      {taking.data && <p className={classes.said}>From the file: {taking.data.said}</p>}
      {failed && (
        <p className={classes.wrong} role="alert">
          {troubleOf(failed.error).detail ?? troubleOf(failed.error).title}
        </p>
      )}
    </>
  )
}
