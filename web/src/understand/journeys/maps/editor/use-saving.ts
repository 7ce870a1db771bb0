import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { troubleOf } from '~/api/problem'
import type { Trouble } from '~/design/states'
import { changeMap, createMap, deleteMap, type JourneyMap, type KeptMap } from '../maps-queries'

/** Whoever closes the window with changes that are not saved is asked. */
export function useLeaving(isChanged: boolean) {
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])
}

/** Save the map or delete it, and go on to where it is shown. */
export function useSaving(kept: KeptMap | undefined) {
  const [trouble, setTrouble] = useState<Trouble>()
  const [busy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const attempt = async (work: () => Promise<string | undefined>) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const slug = await work()
      setSaved(true)
      await client.invalidateQueries({ queryKey: ['journeys', 'maps'], refetchType: 'none' })
      await navigate(slug ? { to: '/journeys/maps/$slug', params: { slug } } : { to: '/journeys/maps' })
    } catch (error) {
      setTrouble(troubleOf(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    trouble,
    busy,
    isSaved,
    save: (map: JourneyMap) =>
      attempt(async () => (kept ? await changeMap(kept.slug, map, kept.newest) : await createMap(map)).slug),
    remove: () =>
      attempt(async () => {
        if (kept) await deleteMap(kept.slug)
        return undefined
      }),
  }
}
