/** The engine alone, for tests and for the builder's preview. */
export { wrongsOf, wrongsOn, type Wrong } from './checks'
export { evaluate } from './evaluate'
export { resultOf } from './following'
export { Form, type Answers } from './form'
export { endsAfter, nextPage } from './path'
export { planOf, type Part } from './questions'
