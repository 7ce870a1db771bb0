/** Beginning a watch: what the form was told, as the server wants it. */
import { useNavigate } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
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
  const navigate = useNavigate()
  const creating = useChange(['watches'], createWatch)
  const save = (body: NewWatch) =>
    creating.mutate(body, {
      onSuccess: ({ watch }) => {
        onDone()
        void navigate({ to: '/watch/$slug', params: { slug: watch.slug } })
      },
    })
  return { trouble: creating.error ? troubleOf(creating.error) : undefined, busy: creating.isPending, save }
}
