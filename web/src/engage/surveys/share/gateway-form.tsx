import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { buttonClass } from '~/design/button'
import { AreaField } from '~/design/field'
import { Failed } from '~/design/states'
import { Tick } from '../editor/small-fields'
import { GatewayFields } from './gateway-fields'
import { saveGateway, type Gateway, type GatewayChange } from './share-queries'
import classes from './share.module.css'

const BODY = { to: '{to}', text: '{text}', from: '{sender}', reference: '{id}' }

/** What one request to the gateway is made of. */
export function GatewayForm({ gateway }: { gateway: Gateway | null }) {
  const [wanted, setWanted] = useState<GatewayChange>(() => ({
    url: gateway?.url ?? '',
    style: gateway?.style ?? 'json',
    headers: gateway?.headers ?? { Authorization: 'Bearer {secret}' },
    body: gateway?.body ?? BODY,
    sender: gateway?.sender ?? '',
    ref_path: gateway?.ref_path ?? 'id',
    signing: gateway?.signing ?? 'standard',
    fields: gateway?.fields ?? {},
    is_on: gateway?.is_on ?? true,
  }))
  const [texts, setTexts] = useState({
    headers: JSON.stringify(wanted.headers),
    body: JSON.stringify(wanted.body, null, 1),
    fields: JSON.stringify(wanted.fields),
  })
  const save = useChange(['gateway'], saveGateway)
  const change = (some: Partial<GatewayChange>) => setWanted({ ...wanted, ...some })
  const read = { headers: parsed(texts.headers), body: parsed(texts.body), fields: parsed(texts.fields) }
  const isWhole = Object.values(read).every(Boolean)
  const area = (name: keyof typeof texts, label: string, hint: string) => (
    <AreaField
      label={label}
      hint={hint}
      rows={name === 'body' ? 5 : 2}
      value={texts[name]}
      wrong={read[name] ? undefined : 'This is not JSON of names and values.'}
      onChange={(event) => setTexts({ ...texts, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form
      className={classes.inner}
      aria-label="The gateway"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ ...wanted, ...(read as Pick<GatewayChange, 'headers' | 'body' | 'fields'>) })
      }}
    >
      <GatewayFields gateway={gateway} wanted={wanted} change={change} />
      {area('body', 'Body', '{to} and {text} somewhere; {sender}, {id} and {secret} where wanted')}
      {area('headers', 'Headers', '{secret} stands for the secret')}
      {area(
        'fields',
        'Where callbacks say what',
        `ref, state, from, text. They come to ${window.location.origin}/sms/status and /sms/messages`,
      )}
      <Tick label="It is on" isOn={wanted.is_on !== false} onTurn={(is_on) => change({ is_on })} />
      {save.isError && <Failed trouble={troubleOf(save.error)} />}
      <p className={classes.buttons}>
        <button type="submit" className={buttonClass} disabled={!isWhole || !wanted.url || save.isPending}>
          Save the gateway
        </button>
        <span className="note soft" role="status">
          {save.isSuccess && 'Saved.'}
        </span>
      </p>
    </form>
  )
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return found && typeof found === 'object' && !Array.isArray(found)
      ? (found as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
