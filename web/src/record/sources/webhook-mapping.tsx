import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { AreaField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import classes from './sources.module.css'
import { TrialResult } from './trial-result'
import { useSaveWebhook, useTryMapping, type Webhook, type WebhookChange } from './webhook-queries'

const EXAMPLE = `[[interactions]]
kind = "Order Completed"
time = "created_at"
person = { user_id = "customer.id", email = "customer.email" }
when = [{ column = "type", is_in = ["order.paid"] }]
properties = { order_id = "id", total = { column = "total", type = "money" } }
`

/** Which bodies make which interactions, in the language of imports, tried on a sample before it is saved. */
export function WebhookMapping({ webhook }: { webhook: Webhook }) {
  const [mapping, setMapping] = useState(webhook.mapping || EXAMPLE)
  const [sample, setSample] = useState(webhook.sample)
  const [rows_path, setRowsPath] = useState(webhook.rows_path)
  const [header, setHeader] = useState('')
  const trying = useTryMapping(webhook.slug)
  const saving = useSaveWebhook(webhook.slug)
  const preset = webhook.preset as WebhookChange['preset']
  const save = () => saving.mutate({ preset, signing: webhook.signing, rows_path, mapping, sample })
  const failed = saving.error ?? trying.error
  return (
    <Panel
      title={webhook.mapping ? 'What its bodies mean' : 'Say what its bodies mean'}
      note="Until they are mapped, deliveries are kept as rejected and can be replayed afterwards."
    >
      <div className={classes.body}>
        <div className={classes.columns}>
          <AreaField
            label="Mapping"
            hint="TOML, as for imports. Members are named by their path: customer.email, header.x-event, $delivery."
            rows={14}
            value={mapping}
            wrong={failed ? troubleOf(failed).detail : undefined}
            onChange={(event) => setMapping(event.currentTarget.value)}
          />
          <AreaField
            label="Sample body"
            hint="Paste a delivery as the sender’s documentation shows it."
            rows={14}
            value={sample}
            onChange={(event) => setSample(event.currentTarget.value)}
          />
        </div>
        <div className={classes.fields}>
          <TextField
            label="Where the rows are"
            hint="Such as data.events; empty for the body itself"
            value={rows_path}
            maxLength={200}
            onChange={(event) => setRowsPath(event.currentTarget.value)}
          />
          <TextField
            label="Header of the sample"
            hint="Such as x-shopify-topic: orders/create"
            value={header}
            maxLength={400}
            onChange={(event) => setHeader(event.currentTarget.value)}
          />
        </div>
        <p className={classes.actions}>
          <TextButton
            disabled={trying.isPending || !sample}
            onClick={() =>
              trying.mutate({
                mapping,
                rows_path,
                sample,
                headers: headersOf(header),
                content_type: 'application/json',
              })
            }
          >
            Try it on the sample
          </TextButton>
          <button type="button" className={mainButtonClass} disabled={saving.isPending} onClick={save}>
            Save the mapping
          </button>
          <span className="note soft" role="status">
            {saving.isSuccess && 'Saved. It applies to what comes from now on.'}
          </span>
        </p>
        {trying.data && <TrialResult outcome={trying.data} />}
      </div>
    </Panel>
  )
}

function headersOf(line: string): Record<string, string> {
  const [name, ...rest] = line.split(':')
  return name?.trim() && rest.length > 0 ? { [name.trim()]: rest.join(':').trim() } : {}
}
