/** One choice in each row. */
import { make } from '../../../kiosk/src/elements'
import { valueOf, type Question, type Words } from '../logic/questions'
import { areEqual, isGrid, textOf, type Value } from '../logic/values'
import { newId, say, type Context, type Control } from './view'

export function matrix(context: Context, { element, name }: Question): Control {
  const given = (): Record<string, Value> => {
    const value = context.form.answers[name]
    return isGrid(value) ? value : {}
  }
  const textFor = (one: Value) => (isGrid(one) && say(context, one.text as Words)) || textOf(valueOf(one))
  const fields: [HTMLInputElement, string, Value][] = []
  const rows = (element.rows || []).map((row: Value) => {
    const [key, group] = [textOf(valueOf(row)), newId()]
    const cells = (element.columns || []).map((column: Value) => {
      const field = make('input', { type: 'radio', name: group })
      const value = valueOf(column)
      field.addEventListener('change', () => context.answer(name, { ...given(), [key]: value }))
      fields.push([field, key, value])
      return make('label', { class: 'choice' }, field, make('span', {}, textFor(column)))
    })
    return make(
      'fieldset',
      { class: 'row' },
      make('legend', {}, textFor(row)),
      make('div', { class: 'cells' }, ...cells),
    )
  })
  const update = () => {
    for (const [field, key, value] of fields) field.checked = key in given() && areEqual(given()[key], value)
  }
  return { element: make('div', {}, ...rows), update }
}
