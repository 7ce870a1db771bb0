import { choice, score, survey, t, words, type Template } from './parts'

const THANKS = t('Thank you. We read every answer.', 'Danke. Wir lesen jede Antwort.')

export const EVENT: Template = {
  key: 'event',
  name: 'After an event',
  note: 'How it was, what stayed, who comes again; the day after',
  survey: survey(t('How was it?', 'Wie war es?'), THANKS, [
    [
      score(
        'satisfied',
        'csat',
        t('How did you like the event as a whole?', 'Wie hat Ihnen die Veranstaltung gefallen?'),
      ),
      {
        type: 'matrix',
        name: 'parts',
        title: t('And its parts?', 'Und im Einzelnen?'),
        rows: [
          choice('content', 'Content', 'Inhalte'),
          choice('speakers', 'Speakers', 'Vortragende'),
          choice('place', 'Place and food', 'Ort und Verpflegung'),
          choice('people', 'Meeting people', 'Kontakte'),
        ],
        columns: [t('Weak', 'Schwach'), t('Fair', 'Mittel'), t('Good', 'Gut'), t('Great', 'Sehr gut')].map(
          (text, at) => ({
            value: at + 1,
            text,
          }),
        ),
      },
    ],
    [
      words('stayed', t('What will you remember?', 'Was bleibt Ihnen im Gedächtnis?')),
      words('change', t('What should be different next time?', 'Was soll beim nächsten Mal anders sein?')),
      score(
        'recommend',
        'nps',
        t(
          'How likely are you to recommend it to a colleague?',
          'Wie wahrscheinlich empfehlen Sie sie weiter?',
        ),
      ),
    ],
  ]),
}
