/** Beginning a watch: what the form was told, as the server wants it. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import type { Trouble } from '~/design/states'
import { createWatch, type NewWatch } from './queries'

export const EMPTY = {
  name: '',
  kind: 'metric',
  grain: 'day',
  country: '',
  since: '',
  rate: '1',
  segment: '',
}

export type Told = typeof EMPTY

export function bodyOf(told: Told, metrics: string[], channels: string[]): NewWatch {
  return {
    name: told.name.trim(),
    metrics,
    kind: told.kind as NewWatch['kind'],
    grain: told.grain as NewWatch['grain'],
    country: told.country.trim(),
    watch_from: told.since || null,
    false_alarms: Number(told.rate),
    scope: { channels, stage: null, touchpoint: null, segment: told.segment || null },
  }
}

export function useBeginning(onDone: () => void) {
  const [trouble, setTrouble] = useState<Trouble>()
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const save = async (body: NewWatch) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const { watch } = await createWatch(body)
      await client.invalidateQueries({ queryKey: ['watches'] })
      onDone()
      await navigate({ to: '/watch/$slug', params: { slug: watch.slug } })
    } catch (error) {
      setTrouble(troubleOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { trouble, busy, save }
}
