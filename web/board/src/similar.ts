interface Row {
  number: number
  title: string
  people: number
}

const WAIT = 300
const LEAST = 5

/** While a title is written, show the ideas that are like it; the answer to the newest words counts. */
export function showSimilar(form: HTMLFormElement) {
  const { similar, idea } = form.dataset
  const title = form.querySelector<HTMLInputElement>('#title')
  const place = form.querySelector<HTMLElement>('#similar')
  if (!similar || !idea || !title || !place) return
  let timer = 0
  let asked = 0
  title.addEventListener('input', () => {
    window.clearTimeout(timer)
    const mine = ++asked
    timer = window.setTimeout(() => {
      void look(similar, title.value).then((rows) => {
        if (mine === asked) show(place, idea, rows)
      })
    }, WAIT)
  })
}

async function look(address: string, words: string): Promise<Row[]> {
  if (words.trim().length < LEAST) return []
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, {
      headers: { Accept: 'application/json' },
    })
    return answer.ok ? ((await answer.json()) as { rows: Row[] }).rows : []
  } catch {
    return []
  }
}

function show(place: HTMLElement, idea: string, rows: Row[]) {
  place.hidden = rows.length === 0
  place.querySelector('ul')?.replaceChildren(
    ...rows.map(({ number, title, people }) => {
      const row = document.createElement('li')
      const link = document.createElement('a')
      link.href = `${idea}${String(number)}`
      link.textContent = title
      const count = document.createElement('span')
      count.className = 'soft'
      count.textContent = ` ${String(people)} ${people === 1 ? 'person wants' : 'people want'} it`
      row.append(link, count)
      return row
    }),
  )
}
