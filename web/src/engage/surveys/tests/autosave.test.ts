import { beforeEach, expect, test, vi } from 'vitest'
import { Autosave, type Draft, type Saving } from '../editor/autosave'

interface Call {
  draft: Draft<string>
  answer: (revision: number) => void
  refuse: (error: Error) => void
}

let calls: Call[] = []
let told: Saving[] = []

const started = () =>
  new Autosave<string>({
    first: { thing: 'a', revision: 1 },
    send: (draft) =>
      new Promise((resolve, refuse) =>
        calls.push({ draft, refuse, answer: (revision) => resolve({ revision, at: 'now' }) }),
      ),
    isConflict: (error) => (error as Error).message === 'conflict',
    sayOf: (error) => ({ says: (error as Error).message, lasting: false }),
    tell: (saving) => told.push(saving),
  })

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  told = []
})

test('typing on sends once, a moment after the last change', async () => {
  const saving = started()
  saving.want('b')
  await vi.advanceTimersByTimeAsync(500)
  saving.want('bc')
  await vi.advanceTimersByTimeAsync(799)
  expect(calls).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(calls.map(({ draft }) => draft)).toEqual([{ thing: 'bc', revision: 1 }])
  calls[0]!.answer(2)
  await vi.advanceTimersByTimeAsync(0)
  expect(told.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'sending', 'saved'])
  expect(saving.isSaved).toBe(true)
})

test('what is changed while sending is sent after it, with the new revision, never beside it', async () => {
  const saving = started()
  saving.want('b')
  const done = saving.flush()
  saving.want('c')
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toHaveLength(1)
  calls[0]!.answer(7)
  await vi.advanceTimersByTimeAsync(0)
  expect(calls[1]!.draft).toEqual({ thing: 'c', revision: 7 })
  calls[1]!.answer(8)
  await done
  expect(saving.isSaved).toBe(true)
})

test('after somebody else changed it nothing is sent until people say so, then the newest state wins', async () => {
  const saving = started()
  saving.want('b')
  const first = saving.flush()
  calls[0]!.refuse(new Error('conflict'))
  await first
  expect(told.at(-1)).toEqual({ state: 'conflict', says: 'conflict' })
  saving.want('c')
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toHaveLength(1)
  const again = saving.goOn(9)
  await vi.advanceTimersByTimeAsync(0)
  expect(calls[1]!.draft).toEqual({ thing: 'c', revision: 9 })
  calls[1]!.answer(10)
  await again
  expect(told.at(-1)).toEqual({ state: 'saved', at: 'now' })
})
