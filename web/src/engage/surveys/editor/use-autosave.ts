import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Problem, troubleOf } from '~/api/problem'
import type { Definition } from '../definition/definition'
import { changeSurvey, draftQuery, surveyQuery, type KeptSurvey } from '../queries'
import { Autosave, type Saving } from './autosave'

export interface SurveyDraft {
  name: string
  definition: Definition
}

/** Keeps a draft on the server while it is built. Leaving with something unsent asks first. */
export function useAutosave(kept: KeptSurvey, draft: SurveyDraft) {
  const client = useQueryClient()
  const [saving, tell] = useState<Saving>({ state: 'saved' })
  const [autosave] = useState(
    () =>
      new Autosave<SurveyDraft>({
        first: { thing: draft, revision: kept.revision },
        send: async ({ thing, revision }) => {
          const found = await changeSurvey(kept.id, { ...thing, revision })
          client.setQueryData(draftQuery(kept.id).queryKey, found)
          return { revision: found.revision, at: found.changed_at }
        },
        isConflict: (error) => error instanceof Problem && error.status === 409,
        sayOf: (error) => {
          const { title, detail } = troubleOf(error)
          return { says: `${title}. ${detail}`, lasting: error instanceof Problem && error.lasting }
        },
        tell,
      }),
  )
  const { name, definition } = draft
  useEffect(() => autosave.want(draft), [autosave, draft, name, definition])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (autosave.isSaved) return
      void autosave.flush()
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      void autosave.flush()
    }
  }, [autosave])
  return {
    saving,
    flush: () => autosave.flush(),
    isSaved: () => autosave.isSaved,
    retry: () => autosave.goOn(),
    /** Write over what somebody else wrote. */
    keepMine: async () => {
      const newest = await client.fetchQuery({ ...surveyQuery(kept.id), staleTime: 0 })
      await autosave.goOn(newest.revision)
    },
  }
}

export type SurveySaving = ReturnType<typeof useAutosave>
