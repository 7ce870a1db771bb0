/**
 * The survey on the page: a frame of the server's own page in a dialog of ours, away from the page's styles. It shows once the
 * survey is there, so that whatever keeps it away leaves the page as it is. Styles are set in ways that need no 'unsafe-inline'.
 */
import type { Widget } from './types'

const WORDS: Record<string, string> = {
  de: 'Schließen',
  en: 'Close',
  es: 'Cerrar',
  fr: 'Fermer',
  it: 'Chiudi',
  nl: 'Sluiten',
  pt: 'Fechar',
}
const LOOK = `
:host{color-scheme:light dark}:host([data-scheme=light]){color-scheme:light}:host([data-scheme=dark]){color-scheme:dark}
dialog{position:fixed;z-index:2147483647;box-sizing:border-box;margin:0;padding:0;border:1px solid light-dark(#c3ccc7,#3a443f);
border-radius:12px;overflow:hidden;background:light-dark(#f5f7f6,#0e1211);color:light-dark(#16201c,#e7ece9);
box-shadow:0 8px 32px #0005;width:min(400px,100vw - 32px);max-width:none;max-height:none}
.corner{inset:auto 16px 16px auto}
.middle{inset:50% auto auto 50%;transform:translate(-50%,-50%);width:min(560px,100vw - 32px)}
dialog::backdrop{background:#0008}
button{position:absolute;top:4px;right:4px;width:44px;height:44px;border:0;border-radius:8px;background:none;color:inherit;
font:24px/1 system-ui;cursor:pointer}
button:focus-visible{outline:2px solid;outline-offset:-4px}
iframe{display:block;width:100%;border:0;margin-top:44px}
@media(max-width:480px){.corner{inset:auto 0 0;width:100%;border-radius:12px 12px 0 0}}`

export function showSurvey(widget: Widget, address: string, over: () => void): () => void {
  const home = document.createElement('regard-survey')
  home.dataset.scheme = widget.scheme
  const shadow = home.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(LOOK)
  shadow.adoptedStyleSheets = [sheet]

  const dialog = document.createElement('dialog')
  dialog.className = widget.place
  dialog.setAttribute('aria-label', widget.title)
  const button = document.createElement('button')
  button.textContent = '×'
  button.setAttribute('aria-label', WORDS[navigator.language.slice(0, 2)] || WORDS.en!)
  const frame = document.createElement('iframe')
  frame.title = widget.title
  frame.src = address
  frame.referrerPolicy = 'no-referrer'
  // A dialog that is closed loads its frame as well.
  dialog.append(button, frame)
  shadow.append(dialog)

  const origin = new URL(address).origin
  const close = () => {
    removeEventListener('message', hear)
    removeEventListener('keydown', press)
    if (dialog.open) dialog.close()
    home.remove()
    over()
  }
  const press = (event: KeyboardEvent) => event.key === 'Escape' && close()
  const hear = (event: MessageEvent) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return
    const { regard, height } = (event.data || {}) as { regard?: string; height?: number }
    if (regard === 'close') close()
    if (regard === 'size' && height)
      frame.style.height = `${Math.min(Math.max(+height, 120), innerHeight - 96)}px`
    if (regard !== 'ready') return
    if (dialog.open) return
    if (widget.place === 'middle') {
      dialog.showModal()
      frame.focus()
    } else dialog.setAttribute('open', '') // nobody's cursor is taken away
  }
  dialog.addEventListener('cancel', close)
  button.addEventListener('click', close)
  addEventListener('message', hear)
  addEventListener('keydown', press)
  document.body.append(home)
  return close
}
