/** A rating as numbers, stars or faces: radio buttons underneath, so that arrows and screen readers work. */
import { face, make } from '../../../kiosk/src/elements'
import { rateValues, type Question } from '../logic/questions'
import { areEqual, isGrid, textOf, type Value } from '../logic/values'
import { newId, say, type Context, type Control } from './view'

export function rating(context: Context, { element, name }: Question): Control {
  const group = newId()
  const values = rateValues(element)
  const given: Value[] = element.rateValues?.length ? element.rateValues : values
  const low = say(context, element.minRateDescription)
  const high = say(context, element.maxRateDescription)
  const kind: string = element.rateType || 'labels'
  const fields = values.map((_, at) => {
    const field = make('input', { type: 'radio', name: group })
    field.addEventListener('change', () => context.answer(name, values[at]))
    return field
  })
  const labels = fields.map((field, at) => {
    const one = given[at]
    const text = (isGrid(one) && say(context, one.text as string)) || textOf(values[at])
    const end = at === 0 ? low : at === values.length - 1 ? high : ''
    field.setAttribute('aria-label', end ? `${text}, ${end}` : text)
    return make('label', { class: 'rate' }, field, drawn(kind, text, at, values.length))
  })
  const scale = make('div', { class: `scale ${kind}` }, ...labels)
  scale.dataset.steps = values.length > 7 ? 'many' : 'few'
  const ends = make(
    'p',
    { class: 'ends', 'aria-hidden': 'true' },
    make('span', {}, low),
    make('span', {}, high),
  )
  ends.hidden = !low && !high
  const update = () => {
    const said = context.form.answers[name]
    const chosen = said === undefined ? -1 : values.findIndex((one) => areEqual(one, said))
    fields.forEach((field, at) => {
      field.checked = at === chosen
      labels[at]!.toggleAttribute('data-below', kind === 'stars' && at <= chosen)
    })
  }
  return { element: make('div', {}, scale, ends), update }
}

function drawn(kind: string, text: string, at: number, count: number): Node {
  if (kind === 'smileys') return face(count > 1 ? Math.round((at / (count - 1)) * 4) : 2)
  return make('span', { 'aria-hidden': 'true' }, kind === 'stars' ? '★' : text)
}
