import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatDay, formatMoment } from '~/design/dates'
import { TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import { ShownOnce } from './keys-panel'
import classes from './sources.module.css'
import { useAddSecret, useRevokeSecret, type Webhook } from './webhook-queries'

/** What the sender signs with. A new one leaves the old one valid for a day, so that it can be changed over. */
export function WebhookSecrets({ webhook }: { webhook: Webhook }) {
  const [given, setGiven] = useState('')
  const [made, setMade] = useState<string>()
  const adding = useAddSecret(webhook.slug)
  const revoking = useRevokeSecret(webhook.slug)
  const add = (text: string | undefined) =>
    adding.mutate(text, {
      onSuccess: (secret) => {
        setGiven('')
        setMade(text === undefined ? secret.text : undefined)
      },
    })
  return (
    <Panel
      title="Secrets"
      note="Kept sealed, never shown again. A new one leaves the old one valid for 24 hours."
    >
      {made && <ShownOnce text={made} onClose={() => setMade(undefined)} />}
      {webhook.secrets.length === 0 && (
        <Empty title="It has no secret, so it lets nobody in">
          Make one and give it to the sender, or paste the one the sender gave you.
        </Empty>
      )}
      <ul className={classes.list}>
        {webhook.secrets.map((secret) => (
          <li key={secret.secret_id}>
            <span className={classes.grow}>
              Made {formatDay(secret.created_at)}
              {secret.expires_at && (
                <span className="soft"> · valid until {formatMoment(secret.expires_at)}</span>
              )}
            </span>
            <ConfirmButton sure="Accept it no more" onConfirm={() => revoking.mutate(secret.secret_id)}>
              Revoke
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <div className={classes.body}>
        <TextField
          label="The sender’s secret"
          type="password"
          value={given}
          maxLength={500}
          wrong={adding.isError ? troubleOf(adding.error).detail : undefined}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <p className={classes.actions}>
          <TextButton disabled={adding.isPending || !given} onClick={() => add(given)}>
            Take it over
          </TextButton>
          <TextButton disabled={adding.isPending} onClick={() => add(undefined)}>
            Make one
          </TextButton>
        </p>
      </div>
    </Panel>
  )
}
