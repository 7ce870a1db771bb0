import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { buttonClass } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { useScope } from '~/record/interactions/use-scope'
import { JourneyViews } from '../journey-views'
import journeys from '../journeys.module.css'
import { stepsOf } from './lanes'
import { MapBehind } from './map-behind'
import { MapGrid } from './map-grid'
import { MapVersions, OldVersion } from './map-versions'
import { MapWays } from './map-ways'
import classes from './maps.module.css'
import {
  drawingHref,
  evidenceQuery,
  figuresQuery,
  mapQuery,
  readMapSearch,
  type KeptMap,
} from './maps-queries'
import { mapTitle } from './wording'

const FORMS = [
  ['svg', 'SVG'],
  ['mermaid-journey', 'Mermaid'],
  ['mermaid-flowchart', 'Mermaid flowchart'],
  ['json', 'JSON'],
] as const

/** One map: what people believe, filled with what the log holds of it. */
export default function MapPage() {
  const { slug } = useParams({ from: '/journeys/maps/$slug' })
  const { version } = readMapSearch(useSearch({ strict: false }))
  const kept = useQuery(mapQuery(slug, version ? Number(version) : undefined))
  usePageTitle(kept.data?.definition.name ?? 'Journey map')
  return (
    <>
      <JourneyViews />
      <ScopeChips />
      <Loaded query={kept} shapes={<Shapes rows={8} height={40} label="Loading the map" />}>
        {(found) => <OneMap kept={found} />}
      </Loaded>
    </>
  )
}

function OneMap({ kept }: { kept: KeptMap }) {
  const { query, span } = useScope()
  const { behind } = readMapSearch(useSearch({ strict: false }))
  const figures = useQuery(figuresQuery(kept.slug, query, kept.version))
  const evidence = useQuery(evidenceQuery(kept.slug, query, kept.version))
  const filled = figures.data
  return (
    <div className={journeys.column}>
      <Panel
        level={1}
        label="Map"
        title={filled ? mapTitle(filled) : kept.definition.name}
        note={
          filled &&
          `${formatCount(filled.customers)} customers, ${span.label}${filled.segment ? ` · ${filled.segment}` : ''} · the next step within ${filled.window_days} days · [ ] 95 % · version ${kept.version}, saved ${formatMoment(kept.saved_at)}`
        }
        tools={
          kept.version === kept.newest && (
            <Link to="/journeys/maps/$slug/edit" params={{ slug: kept.slug }} className={buttonClass}>
              Edit
            </Link>
          )
        }
      >
        {kept.version < kept.newest && <OldVersion kept={kept} />}
        {kept.definition.notes && <p className={classes.intro}>{kept.definition.notes}</p>}
        <Loaded query={figures} shapes={<Shapes rows={8} height={40} label="Filling the map" />}>
          {(told) => (
            <>
              {told.customers === 0 && (
                <Empty title="Nobody was on this map in this period and selection">
                  Choose a longer period, or let its steps say other interactions.
                </Empty>
              )}
              <MapGrid definition={kept.definition} filled={told} evidence={evidence.data?.rows ?? []} />
              {!told.has_sentiment && (
                <p className={classes.foot}>
                  No sentiment: nothing in this part of the log tells the sentiment of texts.
                </p>
              )}
            </>
          )}
        </Loaded>
        <p className={classes.exports}>
          <span className="faint">Take along as</span>
          {FORMS.map(([form, name]) => (
            <a
              key={form}
              href={drawingHref(kept.slug, form, query, kept.version)}
              download
              className={buttonClass}
            >
              {name}
            </a>
          ))}
        </p>
      </Panel>
      {behind && (
        <MapBehind
          slug={kept.slug}
          version={kept.version}
          behind={behind}
          names={stepsOf(kept.definition).map(({ name }) => name)}
        />
      )}
      {filled && <MapWays filled={filled} />}
      {kept.newest > 1 && <MapVersions kept={kept} />}
    </div>
  )
}
