// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { show } from '~/tests/show'
import { Picker } from '../picker'

afterEach(cleanup)

const OPTIONS = [
  'Long text',
  'Short text',
  'Number',
  'Date',
  'Yes or no',
  'One of several',
  'Any of several',
  'Ranking',
  'File',
  'Stars',
].map((label) => ({
  key: label,
  label,
  group: 'Kinds',
  note: label === 'Stars' ? 'five of them' : undefined,
}))

async function opened(onPick = vi.fn()) {
  show(<Picker label="Add a question" shown="Add" options={OPTIONS} chosen={[]} onPick={onPick} />)
  fireEvent.click(await screen.findByRole('button', { name: /Add a question/ }))
  return screen.findByLabelText<HTMLInputElement>('Search Add a question')
}

/** Types as a keyboard does: a key that something takes for itself does not reach the field. */
function type(field: HTMLInputElement, text: string) {
  for (const key of text) {
    const code = key === ' ' ? 'Space' : `Key${key.toUpperCase()}`
    if (fireEvent.keyDown(field, { key, code }))
      fireEvent.change(field, { target: { value: field.value + key } })
    fireEvent.keyUp(field, { key, code })
  }
}

const listed = () => screen.queryAllByRole('option', { hidden: true }).map((option) => option.textContent)

test('every word that is typed stays, and each must be found, in any order', async () => {
  const field = await opened()
  type(field, 'one of several')
  expect(field.value).toBe('one of several')
  expect(listed()).toEqual(['One of several'])
  fireEvent.change(field, { target: { value: 'several any' } })
  expect(listed()).toEqual(['Any of several'])
  fireEvent.change(field, { target: { value: ' five  stars ' } })
  expect(listed()).toEqual(['Starsfive of them'])
  fireEvent.change(field, { target: { value: 'one ranking' } })
  expect(listed()).toEqual([])
})
