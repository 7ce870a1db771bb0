/** Controls for what is written: a line, a text, several lines, a number on a slider, files. */
import { make } from '../../../kiosk/src/elements'
import type { Part, Question } from '../logic/questions'
import { isGrid, isList, isNumber, numberOf, textOf, type Value } from '../logic/values'
import { newId, say, type Context, type Control } from './view'

const AUTOCOMPLETE: Record<string, string> = { email: 'email', tel: 'tel', url: 'url' }

/** A field for one line; numbers are answered as numbers. */
function lineOf(context: Context, part: Part, value: Value, tell: (value: Value) => void): HTMLInputElement {
  const type: string = part.inputType || 'text'
  const isNumeric = type === 'number'
  const field = make('input', {
    type: isNumeric ? 'text' : type, // a number field swallows what is no number: we want to say so instead
    inputmode: isNumeric ? 'decimal' : undefined,
    autocomplete: AUTOCOMPLETE[type],
    maxlength: part.maxLength ? String(part.maxLength) : undefined,
    placeholder: say(context, part.placeholder) || undefined,
    min: /^date/.test(type) && part.min ? String(part.min) : undefined,
    max: /^date/.test(type) && part.max ? String(part.max) : undefined,
  })
  field.value = textOf(value)
  field.addEventListener('input', () =>
    tell(isNumeric && isNumber(field.value) ? numberOf(field.value) : field.value),
  )
  return field
}

export function line(context: Context, { element, name }: Question): Control {
  const tell = (value: Value) => context.answer(name, value)
  const field = lineOf(context, element, context.form.answers[name], tell)
  return { element: field, field, update: follow(context, name, field) }
}

export function text(context: Context, { element, name }: Question): Control {
  const field = make('textarea', {
    rows: String(element.rows || 4),
    maxlength: element.maxLength ? String(element.maxLength) : undefined,
    placeholder: say(context, element.placeholder) || undefined,
  })
  field.value = textOf(context.form.answers[name])
  field.addEventListener('input', () => context.answer(name, field.value))
  return { element: field, field, update: follow(context, name, field) }
}

/** Shows what a trigger set, unless it is being written in. */
const follow =
  ({ form }: Context, name: string, field: HTMLInputElement | HTMLTextAreaElement) =>
  () => {
    if (document.activeElement !== field) field.value = textOf(form.answers[name])
  }

export function lines(context: Context, { element, name }: Question): Control {
  const given = (): Record<string, Value> => {
    const value = context.form.answers[name]
    return isGrid(value) ? value : {}
  }
  const rows = (element.items || []).map((part: Part) => {
    const tell = (value: Value) => context.answer(name, { ...given(), [part.name]: value })
    const field = lineOf(context, part, given()[part.name], tell)
    field.id = newId()
    field.required = !!part.isRequired
    return make('p', {}, make('label', { for: field.id }, say(context, part.title) || part.name), field)
  })
  return { element: make('div', { class: 'lines' }, ...rows), update: () => undefined }
}

export function slider(context: Context, { element, name }: Question): Control {
  const low: number = element.min ?? 0
  const high: number = element.max ?? 100
  const field = make('input', {
    type: 'range',
    min: String(low),
    max: String(high),
    step: String(element.step || 1),
  })
  const shown = make('output', {})
  field.addEventListener('input', () => context.answer(name, Number(field.value)))
  const confirm = () => context.answer(name, Number(field.value))
  field.addEventListener('click', confirm) // the middle is an answer too, once it is chosen
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') confirm()
  })
  const update = () => {
    const value = context.form.answers[name]
    if (typeof value === 'number') field.value = String(value)
    shown.textContent = typeof value === 'number' ? String(value) : '–'
    field.setAttribute('aria-valuetext', shown.textContent)
  }
  return { element: make('div', { class: 'slider' }, field, shown), field, update }
}

export function files(context: Context, { element, name }: Question): Control {
  const field = make('input', {
    type: 'file',
    accept: element.acceptedTypes || undefined,
    multiple: !!element.allowMultiple,
  })
  const list = make('ul', {})
  field.addEventListener('change', () => {
    void Promise.all([...(field.files ?? [])].map(read)).then((found) => context.answer(name, found))
  })
  const update = () => {
    const value = context.form.answers[name]
    const found = isList(value) ? (value as { name: string }[]) : []
    list.replaceChildren(...found.map((one) => make('li', {}, one.name)))
  }
  return { element: make('div', {}, field, list), field, update }
}

const read = (file: File): Promise<Value> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve({ name: file.name.slice(0, 200), type: file.type, content: reader.result })
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
