import { ChoiceField } from '~/design/field'
import type { Question } from '../definition/definition'
import { NumberField, Row } from './small-fields'
import { WordsField } from './words-field'

export interface OwnFieldsProps {
  question: Question
  set: (changes: Partial<Question>, field?: string) => void
}

const SHAPES: [string, string][] = [
  ['labels', 'Numbers'],
  ['stars', 'Stars'],
  ['smileys', 'Faces'],
]

/** A scale: its ends, what they mean, and how its steps look. A score's ends are its definition and stay. */
export function ScaleFields({ question, set }: OwnFieldsProps) {
  const { type, regard } = question
  const isSlider = type === 'slider'
  return (
    <>
      {!regard?.metric && (
        <Row>
          <NumberField
            label="From"
            value={isSlider ? question.min : question.rateMin}
            onNumber={(low) => set(isSlider ? { min: low } : { rateMin: low }, 'low')}
          />
          <NumberField
            label="To"
            value={isSlider ? question.max : question.rateMax}
            onNumber={(high) => set(isSlider ? { max: high } : { rateMax: high }, 'high')}
          />
          {isSlider && (
            <NumberField label="Step" value={question.step} onNumber={(step) => set({ step }, 'step')} />
          )}
        </Row>
      )}
      {!isSlider && regard?.metric !== 'nps' && (
        <Row>
          <ChoiceField
            label="Steps are shown as"
            value={question.rateType ?? 'labels'}
            choices={SHAPES}
            onChoose={(shape) =>
              set({ rateType: shape === 'labels' ? undefined : (shape as Question['rateType']) })
            }
          />
          {(regard?.metric === 'ces7' || regard?.metric === 'ces5') && (
            <ChoiceField
              label="Steps"
              value={regard.metric}
              choices={[
                ['ces7', 'Seven'],
                ['ces5', 'Five'],
              ]}
              onChoose={(metric) =>
                set({
                  rateMax: metric === 'ces5' ? 5 : 7,
                  regard: { ...regard, metric: metric as 'ces5' | 'ces7' },
                })
              }
            />
          )}
        </Row>
      )}
      {!isSlider && (
        <Row>
          <WordsField
            label="The lowest step means"
            words={question.minRateDescription}
            onWords={(minRateDescription) => set({ minRateDescription }, 'lowest')}
          />
          <WordsField
            label="The highest step means"
            words={question.maxRateDescription}
            onWords={(maxRateDescription) => set({ maxRateDescription }, 'highest')}
          />
        </Row>
      )}
    </>
  )
}
