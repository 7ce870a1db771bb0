interface Answer {
  people?: number
  is_mine?: boolean
  said?: string
  sign_in?: string
}

/** Send a vote without leaving the page. Whoever is not known goes where they can sign in; what goes wrong goes the long way. */
export function voteInPlace(form: HTMLFormElement) {
  form.addEventListener('submit', (event) => {
    const button = form.querySelector('button')
    if (!button || event.submitter !== button) return
    event.preventDefault()
    void send(form, button)
  })
}

async function send(form: HTMLFormElement, button: HTMLButtonElement) {
  const body = new FormData(form, button)
  button.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } })
    const told = (await answer.json()) as Answer
    if (told.sign_in) window.location.assign(told.sign_in)
    else if (answer.ok) show(form, button, told)
    else say(form, told.said ?? '')
  } catch {
    say(form, 'It did not get through. Try again.')
  } finally {
    button.removeAttribute('aria-busy')
  }
}

function show(form: HTMLFormElement, button: HTMLButtonElement, { people = 0, is_mine = false }: Answer) {
  const count = form.querySelector('[data-people]')
  if (count) count.textContent = String(people)
  button.value = is_mine ? 'no' : 'yes'
  button.setAttribute('aria-pressed', String(is_mine))
  const title = button.getAttribute('aria-label')?.replace(/\. \d+ [^.]*\.$/, '') ?? ''
  button.setAttribute(
    'aria-label',
    `${title}. ${String(people)} ${people === 1 ? 'person wants' : 'people want'} it.`,
  )
  say(form, '')
}

function say(form: HTMLFormElement, text: string) {
  let place = form.querySelector('[role=alert]')
  if (!place) {
    place = document.createElement('p')
    place.setAttribute('role', 'alert')
    form.append(place)
  }
  place.textContent = text
}
