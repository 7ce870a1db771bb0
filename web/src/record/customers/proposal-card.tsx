import { Link } from '@tanstack/react-router'
import { TextButton } from '~/design/button'
import { formatNumber } from '~/design/numbers'
import classes from './identity.module.css'
import type { Proposal } from './identity-queries'

interface CardProps {
  proposal: Proposal
  waiting: boolean
  onAnswer: (verb: 'accept' | 'reject') => void
}

/** Two customers side by side, and what each trait adds to the weight. */
export function ProposalCard({ proposal, waiting, onAnswer }: CardProps) {
  const { one, other, one_name, other_name, weight, probability, start, parts } = proposal
  const most = Math.max(Math.abs(start), ...parts.map((part) => Math.abs(part.weight)), 1)
  return (
    <article className={classes.card}>
      <header>
        <h2>
          <Customer id={one} name={one_name} /> <span className="soft">and</span>{' '}
          <Customer id={other} name={other_name} />
        </h2>
        <p>
          Weight <b>{signed(weight)}</b>, probability {formatNumber(100 * probability, { digits: 1 })} %
        </p>
        <TextButton small disabled={waiting} onClick={() => onAnswer('accept')}>
          One customer
        </TextButton>
        <TextButton small disabled={waiting} onClick={() => onAnswer('reject')}>
          Two customers
        </TextButton>
      </header>
      <table className={classes.parts}>
        <thead>
          <tr>
            <th scope="col">Trait</th>
            <th scope="col">One</th>
            <th scope="col">Other</th>
            <th scope="col">Found</th>
            <th scope="col">Weight</th>
            <th aria-label="Weight as a bar" />
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" colSpan={4}>
              Before anything is compared
            </th>
            <td>{signed(start)}</td>
            <Bar weight={start} most={most} />
          </tr>
          {parts.map((part) => (
            <tr key={part.trait}>
              <th scope="row">{part.trait.replace('_', ' ')}</th>
              <td>{part.one ?? ''}</td>
              <td>{part.other ?? ''}</td>
              <td>{part.found}</td>
              <td>{signed(part.weight)}</td>
              <Bar weight={part.weight} most={most} />
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

function Customer({ id, name }: { id: string; name: string | null }) {
  return (
    <Link to="/customers/$customer_id" params={{ customer_id: id }}>
      {name ?? id}
    </Link>
  )
}

/** Left of the middle speaks against one person, right of it for one. */
function Bar({ weight, most }: { weight: number; most: number }) {
  const width = (Math.abs(weight) / most) * 50
  return (
    <td className={classes.bar} aria-hidden>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none">
        <rect
          x={weight < 0 ? 50 - width : 50}
          y="1"
          width={width}
          height="8"
          fill={weight < 0 ? 'var(--negative)' : 'var(--positive)'}
        />
        <line x1="50" x2="50" y1="0" y2="10" stroke="var(--control)" vectorEffect="non-scaling-stroke" />
      </svg>
    </td>
  )
}

const signed = (value: number) => formatNumber(value, { digits: 1, signed: true })
