import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { CopyBlock } from '~/design/copy-block'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import classes from './sources.module.css'
import { WebhookMapping } from './webhook-mapping'
import { webhookQuery, type Webhook } from './webhook-queries'
import { WebhookSecrets } from './webhook-secrets'
import { WebhookSigning } from './webhook-signing'

/** Where another system delivers to, how it proves that it is that system, and what its bodies mean. */
export function WebhookPanel({ slug }: { slug: string }) {
  const found = useQuery(webhookQuery(slug))
  return (
    <Loaded
      query={found}
      shapes={
        <Panel label="Webhook">
          <Shapes rows={6} height={28} label="Loading the webhook" />
        </Panel>
      }
    >
      {(webhook) => (
        <div className={classes.stack}>
          <div className={classes.columns}>
            <Delivery webhook={webhook} />
            <WebhookSecrets webhook={webhook} />
          </div>
          <WebhookMapping key={slug} webhook={webhook} />
        </div>
      )}
    </Loaded>
  )
}

function Delivery({ webhook }: { webhook: Webhook }) {
  return (
    <Panel
      title={
        webhook.refused > 0
          ? `${plural(webhook.refused, 'delivery was', 'deliveries were')} not let in`
          : 'Delivery'
      }
      note="What is not signed as asked is answered with 401 and not kept."
    >
      <div className={classes.body}>
        <CopyBlock
          code={`${window.location.origin}/v1/webhooks/${webhook.slug}`}
          label="Address of the webhook"
        />
        {webhook.last_refused_at && (
          <p className="note">
            Last {formatMoment(webhook.last_refused_at)}: {webhook.last_refused_reason}
          </p>
        )}
        <WebhookSigning key={webhook.preset} webhook={webhook} />
      </div>
    </Panel>
  )
}
