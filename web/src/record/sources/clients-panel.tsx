import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { CopyButton } from '~/design/copy-block'
import { formatDay, formatMoment } from '~/design/dates'
import { AreaField } from '~/design/field'
import { Panel } from '~/design/panel'
import { clientsQuery, useLetIn, useRevokeClient, type SourceClient } from './client-queries'
import classes from './sources.module.css'

/** Programs that sign in with a private key of their own. While there is one, a write key alone lets nobody in. */
export function ClientsPanel({ slug }: { slug: string }) {
  const rows = useQuery(clientsQuery(slug)).data?.rows ?? []
  const [adding, setAdding] = useState(false)
  const revoking = useRevokeClient(slug)
  return (
    <Panel
      title="Programs that sign in"
      note="By OAuth, with a private key that never leaves them. With one of these, a write key alone lets nobody in."
      tools={
        <TextButton small onClick={() => setAdding(!adding)}>
          {adding ? 'Not now' : 'Let a program in'}
        </TextButton>
      }
    >
      {adding && <NewClient slug={slug} onDone={() => setAdding(false)} />}
      {revoking.isError && (
        <p className={`${classes.body} worse`} role="alert">
          {troubleOf(revoking.error).detail}
        </p>
      )}
      <ul className={classes.list}>
        {rows.map((row) => (
          <ClientRow key={row.client_id} row={row} onRevoke={() => revoking.mutate(row.client_id)} />
        ))}
      </ul>
    </Panel>
  )
}

function NewClient({ slug, onDone }: { slug: string; onDone: () => void }) {
  const [key, setKey] = useState('')
  const letting = useLetIn(slug)
  return (
    <form
      className={classes.body}
      onSubmit={(event) => {
        event.preventDefault()
        letting.mutate(key, { onSuccess: onDone })
      }}
    >
      <AreaField
        label="Its public key, in PEM"
        placeholder="-----BEGIN PUBLIC KEY-----"
        value={key}
        maxLength={8000}
        wrong={letting.isError ? troubleOf(letting.error).detail : undefined}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <p className={classes.actions}>
        <TextButton type="submit" disabled={letting.isPending || !key.trim()}>
          Let it in
        </TextButton>
      </p>
    </form>
  )
}

function ClientRow({ row, onRevoke }: { row: SourceClient; onRevoke: () => void }) {
  const used = row.last_used_at ? `signed in ${formatMoment(row.last_used_at)}` : 'has not signed in yet'
  return (
    <li>
      <span className={classes.grow}>
        <code>{row.client_id}</code>{' '}
        <span className="note soft">
          key id <code>{row.key_id}</code> · made {formatDay(row.created_at)} ·{' '}
          {row.revoked_at ? `revoked ${formatDay(row.revoked_at)}` : used}
        </span>
      </span>
      {!row.revoked_at && <CopyButton text={row.client_id} name="Copy the client id" />}
      {!row.revoked_at && (
        <ConfirmButton sure="Let it in no more" onConfirm={onRevoke}>
          Revoke
        </ConfirmButton>
      )}
    </li>
  )
}
