/** Conditions on the customer: traits, when seen, stage, account, segment, the draw. */
import { useQuery } from '@tanstack/react-query'
import { stageName } from '~/record/interactions/stages'
import { Choice, NumberField, Text } from './fields'
import type { Of } from './leaf-props'
import { segmentsQuery } from './queries'
import { TestFields } from './test-fields'

const WHICH = [
  ['last', 'last time'],
  ['first', 'first time'],
] as const

export function TraitFields({ leaf, choices, onChange }: Of<'trait'>) {
  const known = choices.profile_traits
  const values = known.find(({ name }) => name === leaf.name)?.values ?? []
  return (
    <>
      <Text
        label="Trait"
        value={leaf.name}
        suggestions={known.map(({ name }) => name)}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <TestFields
        of="text"
        test={leaf.test}
        suggestions={values}
        onChange={(test) => onChange({ ...leaf, test })}
      />
    </>
  )
}

export function SeenFields({ leaf, onChange }: Of<'seen'>) {
  return (
    <>
      <Choice
        label="Which time"
        value={leaf.which}
        options={WHICH}
        onChange={(which) => onChange({ ...leaf, which })}
      />
      <TestFields
        of="time"
        test={leaf.test}
        onChange={(test) => onChange({ ...leaf, test: test as typeof leaf.test })}
      />
    </>
  )
}

export function StageFields({ leaf, choices, onChange }: Of<'stage'>) {
  const stages = (choices.stages.length > 0 ? choices.stages : leaf.one_of).map(
    (key) => [key, stageName(key)] as const,
  )
  const pick = (stage: string) => onChange({ ...leaf, one_of: [stage as (typeof leaf.one_of)[number]] })
  return (
    <Choice
      label="Stage"
      value={leaf.one_of[0] ?? ''}
      options={stages as readonly (readonly [string, string])[]}
      onChange={pick}
    />
  )
}

export function AccountFields({ leaf, choices, onChange }: Of<'account'>) {
  const traits = choices.account_traits.map((name) => [name, name] as const)
  return (
    <>
      <span>whose</span>
      <Choice
        label="Of the account"
        value={leaf.trait ?? ''}
        options={[['', 'id'], ...traits]}
        onChange={(trait) => onChange({ ...leaf, trait: trait || null })}
      />
      <TestFields of="text" test={leaf.test} onChange={(test) => onChange({ ...leaf, test })} />
    </>
  )
}

export function SegmentFields({ leaf, onChange }: Of<'segment'>) {
  const rows = useQuery(segmentsQuery).data?.rows ?? []
  const options = [['', 'choose one'] as const, ...rows.map(({ slug, name }) => [slug, name] as const)]
  return (
    <Choice
      label="Segment"
      value={leaf.slug}
      options={options}
      onChange={(slug) => onChange({ ...leaf, slug })}
    />
  )
}

export function BucketFields({ leaf, onChange }: Of<'bucket'>) {
  return (
    <>
      <span>from</span>
      <NumberField
        label="From per cent"
        min={0}
        max={100}
        value={leaf.low}
        onChange={(low) => onChange({ ...leaf, low })}
      />
      <span>to</span>
      <NumberField
        label="To per cent"
        min={0}
        max={100}
        value={leaf.high}
        onChange={(high) => onChange({ ...leaf, high })}
      />
      <span>% of all, in the draw called</span>
      <Text label="Draw" value={leaf.salt} onChange={(salt) => onChange({ ...leaf, salt })} />
    </>
  )
}
