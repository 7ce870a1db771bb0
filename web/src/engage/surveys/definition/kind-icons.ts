import type { IconName } from '~/design/icon'
import type { Question } from './definition'
import { kindOf } from './kinds'

const ICONS: Record<string, IconName> = {
  nps: 'scale',
  csat: 'smile',
  ces7: 'scale',
  stars: 'star',
  rating: 'scale',
  slider: 'slide',
  one: 'radio',
  many: 'tickbox',
  dropdown: 'down',
  tagbox: 'tickbox',
  boolean: 'check',
  ranking: 'order',
  imagepicker: 'picture',
  matrix: 'table',
  comment: 'lines',
  text: 'field',
  multipletext: 'field',
  email: 'envelope',
  number: 'field',
  date: 'calendar',
  file: 'clip',
  consent: 'shield',
  html: 'book',
  panel: 'box',
}

export const kindIcon = (key: string): IconName => ICONS[key] ?? 'dot'
export const iconOf = (question: Question): IconName => kindIcon(kindOf(question)?.key ?? '')
