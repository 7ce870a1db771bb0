import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import classes from './sources.module.css'
import { useSaveWebhook, type Signing, type Webhook, type WebhookChange } from './webhook-queries'

type Preset = WebhookChange['preset']

const PRESETS: [Preset, string][] = [
  ['standard', 'Standard Webhooks'],
  ['github', 'GitHub'],
  ['shopify', 'Shopify'],
  ['stripe', 'Stripe'],
  ['intercom', 'Intercom'],
  ['zendesk', 'Zendesk'],
  ['hmac', 'Another signature (HMAC)'],
  ['token', 'A secret token in a header'],
  ['basic', 'User name and password'],
]

/** How deliveries are signed: as a sender is known to, or in a way of one's own. */
export function WebhookSigning({ webhook }: { webhook: Webhook }) {
  const [preset, setPreset] = useState(webhook.preset as Preset)
  const [signing, setSigning] = useState<Signing>(webhook.signing)
  const saving = useSaveWebhook(webhook.slug)
  const own = preset === 'hmac' || preset === 'token'
  const changed = preset !== webhook.preset || (own && signing !== webhook.signing)
  const choose = (chosen: string) => {
    setPreset(chosen as Preset)
    if (chosen === 'hmac') setSigning({ ...webhook.signing, scheme: 'hmac' })
    if (chosen === 'token') setSigning({ ...webhook.signing, scheme: 'token', header: 'authorization' })
  }
  const { rows_path, mapping, sample } = webhook
  const save = () => saving.mutate({ preset, signing: own ? signing : undefined, rows_path, mapping, sample })
  return (
    <>
      <ChoiceField
        label="Signed as"
        value={preset}
        choices={PRESETS}
        onChoose={choose}
        wrong={saving.isError ? troubleOf(saving.error).detail : undefined}
      />
      {own && <OwnSigning preset={preset} signing={signing} onChange={setSigning} />}
      {changed && (
        <p className={classes.actions}>
          <TextButton disabled={saving.isPending} onClick={save}>
            Save how it is signed
          </TextButton>
        </p>
      )}
    </>
  )
}

interface OwnSigningProps {
  preset: Preset
  signing: Signing
  onChange: (signing: Signing) => void
}

function OwnSigning({ preset, signing, onChange }: OwnSigningProps) {
  const set = <Key extends keyof Signing>(key: Key, value: Signing[Key]) =>
    onChange({ ...signing, [key]: value })
  const text = (key: 'header' | 'prefix' | 'timestamp_header' | 'id_header', label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      value={signing[key]}
      maxLength={80}
      onChange={(event) => set(key, event.currentTarget.value)}
    />
  )
  return (
    <div className={classes.fields}>
      {text('header', 'Header', preset === 'token' ? 'Where the token stands' : 'Where the signature stands')}
      {preset === 'hmac' && (
        <>
          {text('prefix', 'Before it', 'Such as sha256=')}
          <ChoiceField
            label="Hash"
            value={signing.algorithm}
            choices={[
              ['sha256', 'SHA-256'],
              ['sha512', 'SHA-512'],
              ['sha1', 'SHA-1'],
            ]}
            onChoose={(value) => set('algorithm', value as Signing['algorithm'])}
          />
          <ChoiceField
            label="Written in"
            value={signing.encoding}
            choices={[
              ['hex', 'hex'],
              ['base64', 'base64'],
            ]}
            onChoose={(value) => set('encoding', value as Signing['encoding'])}
          />
          <ChoiceField
            label="What is signed"
            value={signing.signed}
            choices={[
              ['body', 'the body'],
              ['timestamp.body', 'time, dot, body'],
              ['timestampbody', 'time and body'],
            ]}
            onChoose={(value) => set('signed', value as Signing['signed'])}
          />
          {text('timestamp_header', 'Header with the time', 'Older than five minutes is refused')}
        </>
      )}
      {text('id_header', 'Header with the delivery’s id', 'The same for every attempt')}
    </div>
  )
}
