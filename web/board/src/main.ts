/** The board's pages work without this: it saves a reload when somebody votes, and shows what is there already. */
import '../../pages/look.css'
import './board.css'
import './controls.css'
import { showSimilar } from './similar'
import { voteInPlace } from './voting'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-vote]')) voteInPlace(form)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-similar]')) showSimilar(form)
for (const chosen of document.querySelectorAll<HTMLSelectElement>('select[data-sends]'))
  chosen.addEventListener('change', () => chosen.form?.requestSubmit())
