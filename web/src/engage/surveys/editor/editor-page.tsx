import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { draftQuery } from '../queries'
import { SurveyForm } from './survey-form'

/** Build a survey, or change one. */
export default function EditorPage() {
  const { id } = useParams({ strict: false })
  const kept = useQuery(draftQuery(Number(id)))
  const [taken, take] = useState(0)
  usePageTitle(kept.data ? `Edit ${kept.data.name}` : 'Survey')
  return (
    <Loaded query={kept} shapes={<Shapes rows={8} height={40} label="Loading the survey" />}>
      {(found) => (
        <SurveyForm
          key={`${found.id}.${taken}`}
          kept={found}
          onTakeTheirs={() => void kept.refetch().then(() => take(taken + 1))}
        />
      )}
    </Loaded>
  )
}
