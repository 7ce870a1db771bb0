import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { customerQuery } from '~/record/customers/queries'
import { Timeline } from '~/record/customers/timeline'
import followed from '~/design/followed.module.css'
import { CaseActions } from './case-actions'
import { CaseHead } from './case-head'
import { CaseSides } from './case-sides'
import { CaseSteps } from './case-steps'
import { caseQuery, type CaseBody } from './queries'

/** One case with the whole customer beside it. */
export default function CasePage() {
  const { number } = useParams({ from: '/cases/$number' })
  const found = useQuery(caseQuery(Number(number)))
  usePageTitle(`Case ${number}`)
  return (
    <>
      <p className={followed.back}>
        <Link to="/cases">Cases</Link>
      </p>
      <Loaded
        query={found}
        shapes={
          <Panel label="Case">
            <Shapes rows={6} height={32} label="Loading the case" />
          </Panel>
        }
      >
        {(body) => <Opened body={body} />}
      </Loaded>
    </>
  )
}

function Opened({ body }: { body: CaseBody }) {
  const customer = useQuery(customerQuery(body.case.customer_id))
  return (
    <>
      <CaseHead body={body} />
      <div className={followed.columns}>
        <div className={followed.stack}>
          <CaseActions row={body.case} />
          <CaseSteps steps={body.steps} />
          {customer.data && <Timeline customer={customer.data} />}
        </div>
        <CaseSides body={body} customer={customer.data} />
      </div>
    </>
  )
}
