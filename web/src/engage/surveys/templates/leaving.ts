import { choice, many, mayWeWrite, score, statements, survey, t, words, yesNo, type Template } from './parts'

export const GOODBYE: Template = {
  key: 'goodbye',
  name: 'When customers leave',
  note: 'Why they go and what would bring them back; with the confirmation of the end',
  survey: survey(
    t('Before you go', 'Bevor Sie gehen'),
    t('Thank you for the time you were with us.', 'Danke für die Zeit, die Sie bei uns waren.'),
    [
      [
        many(
          'reasons',
          t('Why are you leaving?', 'Weshalb gehen Sie?'),
          [
            choice('price', 'It costs too much', 'Es ist zu teuer'),
            choice('unused', 'I no longer need it', 'Ich brauche es nicht mehr'),
            choice('missing', 'Something is missing', 'Mir fehlt etwas'),
            choice('quality', 'It did not work well', 'Es funktionierte nicht gut'),
            choice('service', 'I was not helped', 'Mir wurde nicht geholfen'),
            choice('other', 'I found something better', 'Ich habe Besseres gefunden'),
          ],
          {
            isRequired: true,
            choicesOrder: 'random',
            showOtherItem: true,
            otherText: t('Something else', 'Etwas anderes'),
          },
        ),
        words('missing', t('What is missing?', 'Was fehlt Ihnen?'), {
          visibleIf: "{reasons} contains 'missing'",
        }),
        {
          type: 'text',
          name: 'where_to',
          title: t('What will you use instead?', 'Was nutzen Sie stattdessen?'),
          visibleIf: "{reasons} contains 'other'",
        },
        words(
          'incident',
          t('Was there one moment that decided it?', 'Gab es einen Moment, der den Ausschlag gab?'),
        ),
      ],
      [
        yesNo('return', t('Could you imagine coming back?', 'Können Sie sich vorstellen wiederzukommen?')),
        words('condition', t('What would have to change?', 'Was müsste sich dafür ändern?'), {
          visibleIf: '{return} = true',
        }),
        score(
          'recommend',
          'nps',
          t(
            'How likely are you to recommend us all the same?',
            'Wie wahrscheinlich empfehlen Sie uns trotzdem weiter?',
          ),
          { isRequired: false },
        ),
        ...mayWeWrite({ visibleIf: '{return} = true' }),
      ],
    ],
  ),
}

export const EMPLOYEES: Template = {
  key: 'employee-pulse',
  name: 'Employee pulse (eNPS)',
  note: 'Anonymous, a few minutes, every month; no group under five is ever shown',
  survey: survey(
    t('How are things at work?', 'Wie läuft es bei der Arbeit?'),
    t('Thank you. Nobody can see who answered what.', 'Danke. Niemand kann sehen, wer was geantwortet hat.'),
    [
      [
        score(
          'recommend',
          'enps',
          t(
            'How likely are you to recommend us as a place to work?',
            'Wie wahrscheinlich empfehlen Sie uns als Arbeitgeber weiter?',
          ),
        ),
        words(
          'reason',
          t('What is the main reason for your {recommend}?', 'Was ist der Hauptgrund für Ihre {recommend}?'),
        ),
      ],
      [
        statements('pulse', t('This month …', 'In diesem Monat …'), [
          choice('clear', 'I knew what was expected of me', 'wusste ich, was von mir erwartet wird'),
          choice('tools', 'I had what I needed for my work', 'hatte ich, was ich zum Arbeiten brauche'),
          choice('heard', 'what I said was taken up', 'wurde aufgegriffen, was ich gesagt habe'),
          choice('load', 'my workload was bearable', 'war die Arbeitsmenge tragbar'),
        ]),
        words(
          'customers',
          t(
            'What did customers complain about that we have not heard yet?',
            'Worüber klagen Kunden, was noch niemand gehört hat?',
          ),
        ),
        words('change', t('What one thing should we change?', 'Was sollten wir als Erstes ändern?')),
      ],
    ],
    { regard: { anonymous: true } },
  ),
}
