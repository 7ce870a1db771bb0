import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { CopyButton } from '~/design/copy-block'
import { formatDay, formatMoment } from '~/design/dates'
import { joinWords } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { keysQuery, useMakeKey, useRevokeKey, type Scope, type SourceKey } from './queries'
import classes from './sources.module.css'

/** Who may send. A write key is public and only appends; a secret key is shown once, when it is made. */
export function KeysPanel({ slug }: { slug: string }) {
  const found = useQuery(keysQuery(slug))
  const making = useMakeKey(slug)
  const revoking = useRevokeKey(slug)
  const [secret, setSecret] = useState<string>()
  const make = (kind: 'write' | 'secret', scopes: Scope[]) =>
    making.mutate({ kind, scopes }, { onSuccess: (made) => kind === 'secret' && setSecret(made.text) })
  const failed = making.error ?? revoking.error
  return (
    <Panel
      title="Keys"
      note="A write key may stand in a page or an app: it can only append. A secret key stays on your server."
      tools={
        <>
          <TextButton small disabled={making.isPending} onClick={() => make('write', ['write'])}>
            New write key
          </TextButton>
          <TextButton
            small
            disabled={making.isPending}
            onClick={() => make('secret', ['write', 'import', 'receipts'])}
          >
            New secret key
          </TextButton>
        </>
      }
    >
      {failed && (
        <p className={`${classes.body} worse`} role="alert">
          {troubleOf(failed).detail}
        </p>
      )}
      {secret && <ShownOnce text={secret} onClose={() => setSecret(undefined)} />}
      <Loaded query={found} shapes={<Shapes rows={2} height={28} label="Loading keys" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title="It has no key">Make one, and put it where the events are sent from.</Empty>
          ) : (
            <ul className={classes.list}>
              {rows.map((row) => (
                <KeyRow key={row.key_id} row={row} onRevoke={() => revoking.mutate(row.key_id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

export function ShownOnce({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <div className={classes.once} role="status">
      <p>
        <b>Copy this secret now.</b> It is not kept and cannot be shown again.
      </p>
      <code>{text}</code>
      <p className={classes.actions}>
        <CopyButton text={text} name="Copy the secret" />
        <TextButton small onClick={onClose}>
          I have it
        </TextButton>
      </p>
    </div>
  )
}

function KeyRow({ row, onRevoke }: { row: SourceKey; onRevoke: () => void }) {
  const used = row.last_used_at ? `used ${formatMoment(row.last_used_at)}` : 'not used yet'
  return (
    <li>
      <Tag tone={row.kind === 'secret' ? 'outline' : 'plain'}>{row.kind}</Tag>
      <span className={classes.grow}>
        <code>{row.text ?? `${row.prefix}…`}</code>{' '}
        <span className="note soft">
          may {joinWords(row.scopes)} · made {formatDay(row.created_at)}
          {row.revoked_at ? ` · revoked ${formatDay(row.revoked_at)}` : row.last_used_at ? ` · ${used}` : ''}
        </span>
      </span>
      {!row.revoked_at && row.text && <CopyButton text={row.text} />}
      {!row.revoked_at && (
        <ConfirmButton sure="Let it in no more" onConfirm={onRevoke}>
          Revoke
        </ConfirmButton>
      )}
    </li>
  )
}
