import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { JourneyViews } from '../../journey-views'
import { choicesQuery } from '../../journeys-queries'
import { mapQuery } from '../maps-queries'
import { MapEditorForm } from './map-editor-form'

/** Draw a map, or change one; its numbers follow while it is drawn. */
export default function MapEditorPage() {
  const { slug } = useParams({ from: '/journeys/maps/$slug/edit' })
  const isNew = slug === 'new'
  const kept = useQuery({ ...mapQuery(slug), enabled: !isNew, staleTime: Infinity, gcTime: 0 })
  const choices = useQuery(choicesQuery)
  usePageTitle(isNew ? 'New journey map' : `Edit ${kept.data?.definition.name ?? 'map'}`)
  return (
    <>
      <JourneyViews />
      <Loaded query={choices} shapes={<Shapes rows={6} height={40} label="Loading the editor" />}>
        {(found) =>
          isNew ? (
            <MapEditorForm kept={undefined} choices={found} />
          ) : (
            <Loaded query={kept} shapes={<Shapes rows={6} height={40} label="Loading the map" />}>
              {(one) => <MapEditorForm key={one.slug} kept={one} choices={found} />}
            </Loaded>
          )
        }
      </Loaded>
    </>
  )
}
