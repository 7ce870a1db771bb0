import type { Texts } from '../texts'

export const de: Texts = {
  name: 'Deutsch',
  question: 'Wie war Ihr Besuch heute?',
  questionAt: (place) => `Wie war es heute: ${place}?`,
  recommend: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  faces: ['Sehr schlecht', 'Schlecht', 'Geht so', 'Gut', 'Sehr gut'],
  least: 'sehr unwahrscheinlich',
  most: 'sehr wahrscheinlich',
  more: 'Was ist der wichtigste Grund?',
  hint: 'Bitte schreiben Sie keine Namen oder andere persönliche Angaben.',
  send: 'Senden',
  skip: 'Ohne Kommentar senden',
  thanks: 'Vielen Dank für Ihre Antwort.',
  again: 'Nächste Antwort',
  close: 'Sie können diese Seite jetzt schließen.',
  soon: (seconds) => `Wird in ${seconds} s gesendet`,
  longer: 'Mehr Zeit',
  anonymous: 'Ihre Antwort ist anonym.',
  waiting: (count) =>
    count === 1 ? '1 Antwort wartet auf den Versand' : `${count} Antworten warten auf den Versand`,
  offline: 'kein Netz',
  refused: 'der Server lehnt diese Adresse ab',
  full: 'Vollbild',
}
