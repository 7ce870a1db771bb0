import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatCount, formatShare } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Tag } from '~/design/tag'
import { useChangeSource, useCloseSource, type Source } from './queries'
import classes from './sources.module.css'
import { kindName, lastSeen, rejectedShare, stateOf } from './wording'

/** What a source is and how it does, in a line of numbers that lead to their rows. */
export function SourceHead({ source }: { source: Source }) {
  const state = stateOf(source.state)
  const share = rejectedShare(source)
  return (
    <Panel
      level={1}
      title={source.name}
      note={
        <>
          {kindName(source.kind)} · <code>{source.slug}</code> in the log · last seen {lastSeen(source)}
        </>
      }
      tools={source.is_made && <Tools source={source} />}
    >
      <div className={classes.body}>
        <p>
          <Tag tone={state.tone}>{state.name}</Tag> <span className="soft">{state.means}</span>
        </p>
        <div className={classes.numbers}>
          <span>
            <b>
              <Link to="/interactions" search={{ source: source.slug, period: 'all' }}>
                {formatCount(source.interactions)}
              </Link>
            </b>{' '}
            interactions in the log
          </span>
          <span>
            <b>{formatCount(source.received)}</b> received in 30 days
          </span>
          <span>
            <b>{formatCount(source.duplicates)}</b> sent again
          </span>
          <span>
            <b>
              <Link to="/rejected" search={{ source: source.slug }}>
                {formatCount(source.rejected)}
              </Link>
            </b>{' '}
            rejected{share !== null && source.rejected > 0 && `, ${formatShare(share)}`}
          </span>
        </div>
      </div>
    </Panel>
  )
}

function Tools({ source }: { source: Source }) {
  const change = useChangeSource(source.slug)
  const close = useCloseSource(source.slug)
  const [failed, setFailed] = useState<string>()
  const onError = (error: Error) => setFailed(troubleOf(error).detail)
  const is_off = source.state === 'off'
  return (
    <>
      {failed && (
        <span className="note worse" role="alert">
          {failed}
        </span>
      )}
      <TextButton
        small
        disabled={change.isPending}
        onClick={() => change.mutate({ is_enabled: is_off }, { onError })}
      >
        {is_off ? 'Switch on' : 'Switch off'}
      </TextButton>
      {!is_off && (
        <ConfirmButton
          sure="Revoke its keys and close"
          waiting={close.isPending}
          onConfirm={() => close.mutate(undefined, { onError })}
        >
          Close for good
        </ConfirmButton>
      )}
    </>
  )
}
