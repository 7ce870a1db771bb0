/** Says in words what the order of the rows shows. The server ranks; this only reads the order. */
import type { FixFirst, PainPoint } from './queries'

const BY_EVIDENCE: PainPoint['evidence'][] = ['effect', 'association', 'unclear']

type Ranked = Pick<PainPoint, 'evidence' | 'at_stake'>

const falls = (rows: Ranked[]) =>
  rows.every(
    ({ at_stake: stake }, at) => stake !== null && (at === 0 || stake <= (rows[at - 1]!.at_stake ?? 0)),
  )

export function rankedBy({ rows }: { rows: Ranked[] } | FixFirst): string {
  if (rows.length < 2) return ''
  if (falls(rows)) return 'Ranked by money at stake'
  const places = rows.map(({ evidence }) => BY_EVIDENCE.indexOf(evidence))
  const surestFirst = places.every((place, at) => at === 0 || place >= places[at - 1]!)
  if (!surestFirst) return 'Ranked by how much they move, for how many'
  const byMoney = BY_EVIDENCE.every((evidence) => falls(rows.filter((row) => row.evidence === evidence)))
  return byMoney
    ? 'Surest first, then by money at stake'
    : 'Surest first, then by how much they move, for how many'
}
