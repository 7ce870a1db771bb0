import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { arrangeDashboard, type Dashboard } from './queries'
import type { Tile } from './tiles'

interface Draft {
  name: string
  tiles: Tile[]
}

/** A dashboard while people arrange it: nothing is saved before they say so, and every step can be taken back. */
export function useArrangement(dashboard: Dashboard) {
  const [steps, setSteps] = useState<Draft[]>([])
  const [said, say] = useState('')
  const save = useChange(['dashboards'], (body: Draft) =>
    arrangeDashboard(dashboard.id, { ...body, revision: dashboard.revision }),
  )
  const now = steps.at(-1) ?? { name: dashboard.name, tiles: dashboard.tiles }
  const stop = () => {
    setSteps([])
    save.reset()
  }
  return {
    arranging: steps.length > 0,
    changed: steps.length > 1,
    now,
    said,
    trouble: save.isError ? troubleOf(save.error) : undefined,
    saving: save.isPending,
    begin: () => setSteps([{ name: dashboard.name, tiles: dashboard.tiles }]),
    change: (change: Partial<Draft>, words = '') => {
      setSteps([...steps, { ...now, ...change }])
      say(words)
    },
    undo: () => {
      setSteps(steps.slice(0, -1))
      say('Taken back')
    },
    stop,
    save: () => save.mutate(now, { onSuccess: stop }),
  }
}

export type Arranging = ReturnType<typeof useArrangement>
