import { Picker } from '~/design/picker'
import { useTerms } from './use-terms'
import { horizonName } from './wording'

const HORIZONS = [13, 26, 52, 104]
const MARGINS = [1, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
const MODELS = [
  { key: 'bg_nbd', label: 'BG/NBD', note: 'may leave after a purchase' },
  { key: 'pareto_nbd', label: 'Pareto/NBD', note: 'may leave at any moment' },
]

const percent = (share: number) => `${Math.round(share * 100)} %`

/** How far ahead, which part of an order is kept, and by which model. */
export function TermsBar() {
  const { terms, change } = useTerms()
  const horizons = [...new Set([...HORIZONS, terms.weeks])].sort((one, other) => one - other)
  const margins = [...new Set([...MARGINS, terms.margin])].sort((one, other) => other - one)
  return (
    <>
      <Picker
        small
        label="Horizon"
        shown={`Next ${horizonName(terms.weeks)}`}
        options={horizons.map((weeks) => ({ key: String(weeks), label: `Next ${horizonName(weeks)}` }))}
        chosen={[String(terms.weeks)]}
        onPick={(weeks) => change({ weeks: weeks === '52' ? undefined : weeks })}
      />
      <Picker
        small
        label="Margin"
        shown={terms.margin === 1 ? 'Revenue' : `Margin ${percent(terms.margin)}`}
        options={margins.map((margin) => ({
          key: String(margin),
          label: margin === 1 ? 'Revenue' : `Margin ${percent(margin)}`,
        }))}
        chosen={[String(terms.margin)]}
        onPick={(margin) => change({ margin: margin === '1' ? undefined : margin })}
      />
      <Picker
        small
        label="Model"
        shown={MODELS.find(({ key }) => key === terms.model)?.label}
        options={MODELS}
        chosen={[terms.model]}
        onPick={(model) => change({ model: model === 'bg_nbd' ? undefined : model })}
      />
    </>
  )
}
