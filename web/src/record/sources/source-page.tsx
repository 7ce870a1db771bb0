import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ClientsPanel } from './clients-panel'
import { KeysPanel } from './keys-panel'
import { sourceQuery, type Source } from './queries'
import { RecipesPanel } from './recipes-panel'
import { SourceHead } from './source-head'
import classes from './sources.module.css'
import { TailPanel } from './tail-panel'
import { VolumePanel } from './volume-panel'
import { WebhookPanel } from './webhook-panel'

/** One source: whether it works, what it sent, who may send, and the code that sends. */
export default function SourcePage() {
  const { slug } = useParams({ strict: false }) as { slug: string }
  const found = useQuery(sourceQuery(slug))
  usePageTitle(found.data?.name ?? 'Source')
  return (
    <Loaded
      query={found}
      shapes={
        <Panel label="Source">
          <Shapes rows={10} height={28} label="Loading the source" />
        </Panel>
      }
    >
      {(source) => <Page source={source} />}
    </Loaded>
  )
}

function Page({ source }: { source: Source }) {
  const isWebhook = source.kind === 'webhook'
  return (
    <div className={classes.stack}>
      <p className="note">
        <Link to="/sources">Sources</Link>
      </p>
      <SourceHead source={source} />
      <div className={classes.columns}>
        <VolumePanel source={source} />
        <TailPanel slug={source.slug} />
      </div>
      {source.is_made && isWebhook && <WebhookPanel slug={source.slug} />}
      {source.is_made && !isWebhook && <KeysPanel slug={source.slug} />}
      {source.is_made && !isWebhook && <ClientsPanel slug={source.slug} />}
      {source.is_made && !isWebhook && <RecipesPanel source={source} />}
    </div>
  )
}
