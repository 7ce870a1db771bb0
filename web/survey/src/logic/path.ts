/** The pages somebody walks through; see regard/engage/surveys/logic/path.py. */
import { kindOf } from './following'
import type { Form } from './form'
import type { Part } from './questions'

const triggers = (form: Form): Part[] => form.plan.definition.triggers || []
const namesOn = (form: Form, page: number) =>
  form.plan.questions.filter((one) => one.page === page).map((one) => one.name)

/** Whether a trigger ends the survey after a page. */
export function endsAfter(form: Form, page: number): boolean {
  const names = [...namesOn(form, page), ...Object.keys(form.calculated)]
  return triggers(form).some((one) => kindOf(one) === 'complete' && form.fires(one, names))
}

/** The page after one: where a trigger leads, else the next that shows something. */
export function nextPage(form: Form, page: number): number | undefined {
  for (const one of page < 0 ? [] : triggers(form)) {
    const target = form.plan.byName.get(String(one.gotoName ?? '').toLowerCase())
    const isOnward = kindOf(one) === 'skip' && target && target.page > page && form.isVisible(target)
    if (isOnward && form.fires(one, namesOn(form, page))) return target.page
  }
  const later = form.plan.pages.map((_, at) => at).filter((at) => at > page)
  return later.find((at) => form.isPageVisible(at))
}
