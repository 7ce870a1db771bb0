import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Loaded } from '~/api/loaded'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { customerName } from '~/record/interactions/customer-name'
import { DecisionList } from './decision-list'
import { EvidenceTable } from './evidence-table'
import classes from './identity.module.css'
import { evidenceQuery, type Evidence } from './identity-queries'
import { MergeForm } from './merge-form'
import { customerQuery } from './queries'

/** Why this is one customer: what links the identifiers, what was left out, and who decided what. */
export default function IdentityPage() {
  const { customer_id } = useParams({ from: '/customers/$customer_id/identity' })
  const evidence = useQuery(evidenceQuery(customer_id))
  const customer = useQuery(customerQuery(customer_id))
  const name = customer.data ? customerName(customer.data) : 'this customer'
  usePageTitle(`Identity of ${name}`)
  useCurrentId(customer_id, evidence.data?.customer_id)
  return (
    <>
      <Panel
        level={1}
        title={`Why ${name} is one customer`}
        note={evidence.data && plural(evidence.data.identifiers.length, 'identifier', 'identifiers')}
        tools={
          <Link to="/customers/$customer_id" params={{ customer_id }}>
            Back to the customer
          </Link>
        }
      >
        <Loaded query={evidence} shapes={<Shapes rows={6} height={28} label="Loading the evidence" />}>
          {(found: Evidence) => <EvidenceTable evidence={found} />}
        </Loaded>
      </Panel>
      <div className={classes.pair}>
        <Panel title="Decisions" note="what people said, newest first">
          <Loaded query={evidence} shapes={<Shapes rows={2} height={28} label="Loading the decisions" />}>
            {(found: Evidence) => <DecisionList decisions={found.decisions} />}
          </Loaded>
        </Panel>
        <Panel title="Merge with another customer" note="nothing is lost: undoing it restores both">
          <MergeForm customer_id={customer_id} />
        </Panel>
      </div>
    </>
  )
}

/** After a merge the old address leads on to the customer it is now. */
function useCurrentId(asked: string, current: string | undefined) {
  const navigate = useNavigate()
  useEffect(() => {
    if (current && current !== asked)
      void navigate({
        to: '/customers/$customer_id/identity',
        params: { customer_id: current },
        replace: true,
      })
  }, [asked, current, navigate])
}
