import { choice, many, mayWeWrite, one, score, survey, t, words, type Template } from './parts'

const THANKS = t('Thank you. We read every answer.', 'Danke. Wir lesen jede Antwort.')

export const AFTER_PURCHASE: Template = {
  key: 'nps-after-purchase',
  name: 'Recommendation after a purchase',
  note: 'NPS with its reason, one or two weeks after the goods have come',
  survey: survey(t('Your last order', 'Ihre letzte Bestellung'), THANKS, [
    [
      score(
        'recommend',
        'nps',
        t(
          'After your last order: how likely are you to recommend us to a friend or colleague?',
          'Nach Ihrer letzten Bestellung: Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
        ),
      ),
    ],
    [
      words(
        'what_went_wrong',
        t('You gave {recommend}. What went wrong?', 'Sie haben {recommend} gegeben. Was ist schiefgegangen?'),
        { visibleIf: '{recommend} <= 6' },
      ),
      words('what_is_missing', t('What would have made it a 10?', 'Was hätte zur 10 gefehlt?'), {
        visibleIf: '{recommend} >= 7 and {recommend} <= 8',
      }),
      words('what_was_good', t('What did you like best?', 'Was hat Ihnen am besten gefallen?'), {
        visibleIf: '{recommend} >= 9',
      }),
      many('about', t('What is this about?', 'Worum geht es dabei?'), [
        choice('product', 'The product', 'Das Produkt'),
        choice('price', 'The price', 'Der Preis'),
        choice('delivery', 'The delivery', 'Die Lieferung'),
        choice('website', 'The website or app', 'Website oder App'),
        choice('service', 'The service', 'Der Service'),
      ]),
      ...mayWeWrite({ visibleIf: '{recommend} <= 6' }),
    ],
  ]),
}

export const PRODUCT: Template = {
  key: 'product-feedback',
  name: 'Product feedback',
  note: 'What people use it for, how it does, and what they lack; some weeks into use',
  survey: survey(t('How is it doing?', 'Wie macht es sich?'), THANKS, [
    [
      score(
        'stars',
        'stars',
        t('How many stars do you give the product?', 'Wie viele Sterne geben Sie dem Produkt?'),
      ),
      one('often', t('How often do you use it?', 'Wie oft nutzen Sie es?'), [
        choice('daily', 'Every day', 'Täglich'),
        choice('weekly', 'Every week', 'Jede Woche'),
        choice('monthly', 'Now and then', 'Ab und zu'),
        choice('never', 'No longer', 'Nicht mehr'),
      ]),
      words('why_not', t('Why do you no longer use it?', 'Warum nutzen Sie es nicht mehr?'), {
        visibleIf: "{often} = 'never'",
      }),
    ],
    [
      {
        type: 'matrix',
        name: 'aspects',
        title: t('How do you find …', 'Wie finden Sie …'),
        rows: [
          choice('quality', 'its quality', 'die Qualität'),
          choice('handling', 'how it handles', 'die Handhabung'),
          choice('worth', 'what you get for the price', 'das Preis-Leistungs-Verhältnis'),
        ],
        columns: [
          t('Bad', 'Schlecht'),
          t('Fair', 'Mittel'),
          t('Good', 'Gut'),
          t('Very good', 'Sehr gut'),
        ].map((text, at) => ({ value: at + 1, text })),
      },
      words('lack', t('What do you miss most?', 'Was fehlt Ihnen am meisten?')),
      {
        type: 'ranking',
        name: 'next',
        title: t('What should we improve first?', 'Was sollen wir zuerst verbessern?'),
        choices: [
          choice('durability', 'How long it lasts', 'Haltbarkeit'),
          choice('comfort', 'How comfortable it is', 'Komfort'),
          choice('features', 'What it can do', 'Funktionsumfang'),
          choice('help', 'How well it is explained', 'Anleitung'),
        ],
      },
    ],
  ]),
}
