import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { troubleOf } from '~/api/problem'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { CustomerHead } from './customer-head'
import classes from './customer-page.module.css'
import { CustomerSides } from './customer-sides'
import { customerName } from '~/record/interactions/customer-name'
import { customerQuery } from './queries'
import { Timeline } from './timeline'

/** What this one customer has been through. */
export default function CustomerPage() {
  const { customer_id } = useParams({ from: '/customers/$customer_id' })
  const customer = useQuery(customerQuery(customer_id))
  useCurrentId(customer_id, customer.data?.customer_id)
  usePageTitle(customer.data ? customerName(customer.data) : 'Customer')
  if (customer.isError) {
    return (
      <Panel label="Customer" level={1} title="Customer">
        <Failed trouble={troubleOf(customer.error)} retry={() => void customer.refetch()} />
      </Panel>
    )
  }
  if (customer.isPending) {
    return (
      <Panel label="Customer">
        <Shapes rows={10} height={32} label="Loading the customer" />
      </Panel>
    )
  }
  return (
    <>
      <CustomerHead customer={customer.data} />
      <div className={classes.columns}>
        <Timeline customer={customer.data} />
        <CustomerSides customer={customer.data} />
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
        to: '/customers/$customer_id',
        params: { customer_id: current },
        search: (before: Record<string, unknown>) => before,
        replace: true,
      })
  }, [asked, current, navigate])
}
