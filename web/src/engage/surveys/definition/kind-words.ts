/** What new questions say before anybody wrote in them. */
const both = (english: string, german: string) => ({ en: english, de: german })

const CHOICES = ['Price', 'Quality', 'Service']

export const KIND_WORDS = {
  nps: both(
    'How likely are you to recommend us to a friend or colleague?',
    'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  ),
  notLikely: both('Not at all likely', 'Sehr unwahrscheinlich'),
  veryLikely: both('Extremely likely', 'Sehr wahrscheinlich'),
  csat: both('How satisfied are you with it?', 'Wie zufrieden sind Sie damit?'),
  notSatisfied: both('Very dissatisfied', 'Sehr unzufrieden'),
  verySatisfied: both('Very satisfied', 'Sehr zufrieden'),
  ces: both('It was easy to get done what I came for.', 'Es war einfach, mein Anliegen zu erledigen.'),
  disagree: both('Strongly disagree', 'Stimme gar nicht zu'),
  agree: both('Strongly agree', 'Stimme voll zu'),
  stars: both('How many stars do you give?', 'Wie viele Sterne geben Sie?'),
  yes: both('Yes', 'Ja'),
  no: both('No', 'Nein'),
  choices: CHOICES,
  rows: CHOICES,
  bad: both('Bad', 'Schlecht'),
  fair: both('Fair', 'Mittel'),
  good: both('Good', 'Gut'),
  veryGood: both('Very good', 'Sehr gut'),
  consent: both('You may write to me about new offers.', 'Sie dürfen mir zu neuen Angeboten schreiben.'),
  note: both('Write here what people should read.', 'Schreiben Sie hier, was man lesen soll.'),
}
