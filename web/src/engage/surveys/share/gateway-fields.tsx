import { ChoiceField, TextField } from '~/design/field'
import { Row } from '../editor/small-fields'
import type { Gateway, GatewayChange } from './share-queries'

const SIGNINGS = ['standard', 'hmac', 'token', 'basic', 'github', 'stripe', 'shopify', 'intercom', 'zendesk']

/** Where the gateway is, and how both sides know one another. */
export function GatewayFields({
  gateway,
  wanted,
  change,
}: {
  gateway: Gateway | null
  wanted: GatewayChange
  change: (some: Partial<GatewayChange>) => void
}) {
  return (
    <>
      <Row>
        <TextField
          label="Address"
          placeholder="https://gateway.example/v1/messages"
          required
          value={wanted.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TextField
          label="Sender"
          value={wanted.sender}
          onChange={(event) => change({ sender: event.currentTarget.value })}
        />
        <TextField
          label="Secret"
          type="password"
          autoComplete="new-password"
          placeholder={gateway?.has_secret ? 'stays as it is' : ''}
          value={wanted.secret ?? ''}
          onChange={(event) => change({ secret: event.currentTarget.value || null })}
        />
      </Row>
      <Row>
        <ChoiceField
          label="Sent as"
          value={wanted.style ?? 'json'}
          choices={[
            ['json', 'JSON'],
            ['form', 'A form'],
          ]}
          onChoose={(style) => change({ style: style as GatewayChange['style'] })}
        />
        <ChoiceField
          label="Callbacks are signed as"
          value={wanted.signing ?? 'standard'}
          choices={SIGNINGS.map((one): [string, string] => [one, one])}
          onChoose={(signing) => change({ signing })}
        />
        <TextField
          label="Secret of callbacks"
          type="password"
          autoComplete="new-password"
          placeholder={gateway?.has_callback_secret ? 'stays as it is' : ''}
          value={wanted.callback_secret ?? ''}
          onChange={(event) => change({ callback_secret: event.currentTarget.value || null })}
        />
        <TextField
          label="Where its answer names the message"
          placeholder="messages.0.id"
          value={wanted.ref_path}
          onChange={(event) => change({ ref_path: event.currentTarget.value })}
        />
      </Row>
    </>
  )
}
