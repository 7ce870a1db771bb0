import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { plural } from '~/design/numbers'
import { Panel, PanelFoot } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './identity.module.css'
import { proposalsQuery, useAnswer, usePropose, type ProposalPage } from './identity-queries'
import { ProposalCard } from './proposal-card'

/** Customers who may be one: a queue for a person, answered with a key. */
export default function ProposalsPage() {
  usePageTitle('Who may be one customer')
  const proposals = useQuery(proposalsQuery())
  const propose = usePropose()
  const total = proposals.data?.total
  return (
    <Panel
      level={1}
      title={
        total === undefined
          ? 'Who may be one customer'
          : `${plural(total, 'pair', 'pairs')} may be one customer`
      }
      note="by name, email, phone, birth date and address; nobody is merged until you say so"
      tools={
        <TextButton small disabled={propose.isPending} onClick={() => propose.mutate(undefined)}>
          {propose.isPending ? 'Comparing…' : 'Compare customers now'}
        </TextButton>
      }
    >
      {propose.isError && <Failed trouble={troubleOf(propose.error)} />}
      <Loaded query={proposals} shapes={<Shapes rows={8} height={28} label="Loading proposals" />}>
        {(page: ProposalPage) => <Queue page={page} />}
      </Loaded>
      <PanelFoot>
        <span>
          A weight of 10 means odds of 2¹⁰, about 1,000 to 1, that the two are one person. The parts add up to
          it.
        </span>
        <span>J and K move, A accepts, R rejects</span>
      </PanelFoot>
    </Panel>
  )
}

function Queue({ page: { rows } }: { page: ProposalPage }) {
  const [at, setAt] = useState(0)
  const list = useRef<HTMLOListElement>(null)
  const reply = useAnswer()
  const here = Math.min(at, rows.length - 1)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey || event.altKey) return
      const verb = ({ a: 'accept', r: 'reject' } as const)[event.key]
      const step = { j: 1, k: -1 }[event.key]
      const row = rows[here]
      if (step) setAt(Math.max(0, Math.min(rows.length - 1, here + step)))
      if (verb && row && !reply.isPending) reply.mutate({ id: row.id, verb })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [rows, here, reply])
  useEffect(() => {
    list.current?.children[here]?.scrollIntoView({ block: 'nearest' })
  }, [here])
  if (rows.length === 0)
    return (
      <Empty title="No pair is waiting">
        Compare customers to look for people with two accounts. Pairs you rejected are not proposed again.
      </Empty>
    )
  return (
    <>
      {reply.isError && <Failed trouble={troubleOf(reply.error)} />}
      <ol className={classes.queue} ref={list} aria-label="Proposals">
        {rows.map((row, place) => (
          <li key={row.id} aria-current={place === here || undefined} onFocus={() => setAt(place)}>
            <ProposalCard
              proposal={row}
              waiting={reply.isPending}
              onAnswer={(verb) => reply.mutate({ id: row.id, verb })}
            />
          </li>
        ))}
      </ol>
    </>
  )
}
