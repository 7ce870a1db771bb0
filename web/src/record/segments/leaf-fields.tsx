/** The fields of each kind of condition, in the order one would say them. */
import { useQuery } from '@tanstack/react-query'
import {
  AccountFields,
  BucketFields,
  SeenFields,
  SegmentFields,
  StageFields,
  TraitFields,
} from './customer-fields'
import { PerformedFields, PropertyFields } from './event-fields'
import { ScoreFields, ValueFields } from './measured-fields'
import { choicesQuery, NO_CHOICES } from './queries'
import type { Leaf } from './tree'

export function LeafFields({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  const choices = useQuery(choicesQuery).data ?? NO_CHOICES
  switch (leaf.type) {
    case 'performed':
      return <PerformedFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'trait':
      return <TraitFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'score':
      return <ScoreFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'value':
      return <ValueFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'property':
      return <PropertyFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'seen':
      return <SeenFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'stage':
      return <StageFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'account':
      return <AccountFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'segment':
      return <SegmentFields leaf={leaf} choices={choices} onChange={onChange} />
    case 'bucket':
      return <BucketFields leaf={leaf} choices={choices} onChange={onChange} />
  }
}
