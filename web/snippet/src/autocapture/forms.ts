/** Forms that were sent: what they and their fields are called, never what was typed. */
import { isIgnored, labelOf, masked } from './labels'
import type { Send } from './main'

const MOST = 50

export function watchForms(send: Send): void {
  addEventListener(
    'submit',
    (event) => {
      const form = event.target as HTMLFormElement
      if (!event.isTrusted || isIgnored(form)) return
      const fields = Array.from(form.elements).filter((field) => isShown(field) && !isIgnored(field))
      const label = form.getAttribute('aria-label') || form.getAttribute('name') || form.getAttribute('id')
      send(
        'Form Submitted',
        {
          form: label ? masked(label) : undefined,
          fields: fields
            .slice(0, MOST)
            .map((field) => labelOf(field))
            .filter(Boolean),
          label: event.submitter ? labelOf(event.submitter) : undefined,
        },
        form,
      )
    },
    true,
  )
}

function isShown(field: Element): boolean {
  return (
    /^(input|select|textarea)$/.test(field.localName) &&
    !/^(hidden|submit|button|reset|image)$/.test((field as HTMLInputElement).type)
  )
}
