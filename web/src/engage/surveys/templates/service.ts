import { choice, many, mayWeWrite, one, score, survey, t, words, yesNo, type Template } from './parts'

const THANKS = t(
  'Thank you. Your answer goes straight to the team.',
  'Danke. Ihre Antwort geht direkt an das Team.',
)

export const CONVERSATION: Template = {
  key: 'csat-after-conversation',
  name: 'Satisfaction after a conversation',
  note: 'CSAT and whether it is solved, when a chat, call or ticket is closed',
  survey: survey(t('Our conversation', 'Unser Gespräch'), THANKS, [
    [
      score(
        'satisfied',
        'csat',
        t('How satisfied are you with how we helped you?', 'Wie zufrieden sind Sie mit unserer Hilfe?'),
      ),
      one(
        'solved',
        t('Is your matter settled?', 'Ist Ihr Anliegen erledigt?'),
        [choice('yes', 'Yes', 'Ja'), choice('partly', 'In part', 'Teilweise'), choice('no', 'No', 'Nein')],
        { isRequired: true },
      ),
      words('still_open', t('What is still open?', 'Was ist noch offen?'), {
        visibleIf: "{solved} anyof ['partly', 'no']",
      }),
      many(
        'good',
        t('What was good?', 'Was war gut?'),
        [
          choice('fast', 'Quick', 'Schnell'),
          choice('kind', 'Friendly', 'Freundlich'),
          choice('able', 'Knew the answer', 'Kompetent'),
          choice('clear', 'Easy to follow', 'Verständlich'),
        ],
        { visibleIf: '{satisfied} >= 4' },
      ),
      words('why', t('What disappointed you?', 'Was hat Sie enttäuscht?'), { visibleIf: '{satisfied} <= 2' }),
      ...mayWeWrite({ visibleIf: "{solved} anyof ['partly', 'no'] or {satisfied} <= 2" }),
    ],
  ]),
}

export const EFFORT: Template = {
  key: 'ces-7',
  name: 'Effort, seven steps',
  note: 'CES right after somebody got something done: a return, a form, a contact',
  survey: survey(t('How easy was it?', 'Wie einfach war es?'), THANKS, [
    [
      score(
        'easy',
        'ces7',
        t(
          'We made it easy for me to get my matter settled.',
          'Es wurde mir leicht gemacht, mein Anliegen zu erledigen.',
        ),
      ),
      many(
        'hard',
        t('What made it hard?', 'Was hat es schwer gemacht?'),
        [
          choice('find', 'Finding the right place', 'Die richtige Stelle zu finden'),
          choice('repeat', 'Having to say things twice', 'Alles mehrmals sagen zu müssen'),
          choice('wait', 'Waiting', 'Das Warten'),
          choice('words', 'Understanding what was meant', 'Zu verstehen, was gemeint war'),
          choice('technology', 'Something did not work', 'Etwas funktionierte nicht'),
        ],
        { visibleIf: '{easy} <= 4', showOtherItem: true, otherText: t('Something else', 'Etwas anderes') },
      ),
      words('simpler', t('What would have made it easier?', 'Was hätte es einfacher gemacht?')),
    ],
  ]),
}

export const ONBOARDING: Template = {
  key: 'onboarding',
  name: 'The first weeks',
  note: 'Whether newcomers got where they wanted; two to four weeks after they began',
  survey: survey(t('Your first weeks with us', 'Ihre ersten Wochen bei uns'), THANKS, [
    [
      one('goal', t('What did you come for?', 'Weshalb sind Sie gekommen?'), [
        choice('try', 'To try it out', 'Zum Ausprobieren'),
        choice('replace', 'To replace something else', 'Um etwas anderes zu ersetzen'),
        choice('problem', 'To solve one problem', 'Um ein bestimmtes Problem zu lösen'),
      ]),
      score('easy', 'ces7', t('Getting started was easy.', 'Der Einstieg war einfach.')),
      words('stuck', t('Where did you get stuck?', 'Wo sind Sie hängen geblieben?'), {
        visibleIf: '{easy} <= 4',
      }),
    ],
    [
      yesNo(
        'reached',
        t('Have you reached what you came for?', 'Haben Sie erreicht, weshalb Sie gekommen sind?'),
      ),
      words('hinders', t('What stands in the way?', 'Was steht noch im Weg?'), {
        visibleIf: '{reached} = false',
      }),
      many('helped', t('What helped you most?', 'Was hat Ihnen am meisten geholfen?'), [
        choice('guide', 'The guide', 'Die Anleitung'),
        choice('people', 'Somebody on our team', 'Jemand aus unserem Team'),
        choice('trying', 'Just trying', 'Einfach ausprobieren'),
        choice('others', 'Other customers', 'Andere Kunden'),
      ]),
      ...mayWeWrite({ visibleIf: '{reached} = false' }),
    ],
  ]),
}
