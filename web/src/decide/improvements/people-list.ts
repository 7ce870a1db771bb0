/** The list of people who are told now, as a file for whatever sends the message. */
import { toCsv } from '~/design/charts/csv'
import type { Behind } from './queries'

export function listOfPeople(rows: Behind['rows']): string {
  const address = (one: Behind['rows'][number], kind: string) =>
    one.addresses.find((each) => each.kind === kind)?.value ?? ''
  return toCsv(
    ['customer_id', 'name', 'email', 'phone'],
    rows.map((one) => [one.customer_id, one.name ?? '', address(one, 'email'), address(one, 'phone')]),
  )
}

export function saveList(rows: Behind['rows'], name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([listOfPeople(rows)], { type: 'text/csv' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
