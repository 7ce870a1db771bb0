import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ConfirmButton } from '~/design/confirm-button'
import { formatMoment } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Tag } from '~/design/tag'
import classes from './feeds.module.css'
import { proofsQuery, useUndoProof, type Proof } from './queries'
import { PROOF_TONES } from './wording'

/** Who public authors were proved to be; any of it can be taken back. */
export function ProofPanel() {
  const found = useQuery(proofsQuery)
  const rows = found.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Panel
      title="Proofs"
      note="Who public authors are. Taking one back makes what they said public voice again."
    >
      <ul className={classes.mentions}>
        {rows.map((row) => (
          <ProofRow key={row.id} row={row} />
        ))}
      </ul>
    </Panel>
  )
}

function ProofRow({ row }: { row: Proof }) {
  const undoing = useUndoProof()
  return (
    <li>
      <Tag tone={PROOF_TONES[row.state]}>{row.state}</Tag>
      <div>
        <p className={classes.text}>
          {row.author} is{' '}
          <Link to="/customers/$customer_id" params={{ customer_id: row.customer }}>
            {row.customer}
          </Link>
          {row.evidence && `: ${row.evidence}`}
        </p>
        <p className={classes.head}>
          <span className="note soft">
            {row.way === 'code' ? 'by a code' : 'told'}, {row.asked_by},{' '}
            {formatMoment(row.proved_at ?? row.asked_at)}
          </span>
          {row.state === 'proved' && (
            <ConfirmButton
              sure="Take it back"
              waiting={undoing.isPending}
              onConfirm={() => undoing.mutate(row.id)}
            >
              Undo
            </ConfirmButton>
          )}
        </p>
      </div>
    </li>
  )
}
