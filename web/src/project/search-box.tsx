import { Combobox, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { plural } from '~/design/numbers'
import { customerName } from '~/record/interactions/customer-name'
import { customersQuery } from '~/record/customers/queries'
import classes from './customer-search.module.css'

const ALL = '…all'

/** Type a part of a name or an identifier, go down the list with the arrows, Enter opens. */
export default function SearchBox({ close }: { close: () => void }) {
  const [sought, setSought] = useState('')
  const [asked] = useDebouncedValue(sought.trim(), 180)
  const store = useCombobox({ opened: true })
  const navigate = useNavigate()
  const found = useInfiniteQuery(customersQuery({ q: asked || undefined }, 8))
  const page = found.data?.pages[0]
  const go = (key: string) => {
    close()
    if (key === ALL) void navigate({ to: '/customers', search: { q: asked || undefined } })
    else void navigate({ to: '/customers/$customer_id', params: { customer_id: key } })
  }
  useEffect(() => store.updateSelectedOptionIndex(), [page]) // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Combobox store={store} onOptionSubmit={go}>
      <Combobox.EventsTarget>
        <input
          className={classes.box}
          autoFocus
          data-autofocus
          placeholder="Name, email, phone or id"
          aria-label="Search customers"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.found} aria-label="Customers found">
        {page?.rows.map((row) => (
          <Combobox.Option key={row.customer_id} value={row.customer_id} className={classes.row}>
            <span>{customerName(row)}</span>
            {row.name && <span className="note faint">{row.email}</span>}
            <span className={classes.count}>{plural(row.interactions, 'interaction', 'interactions')}</span>
          </Combobox.Option>
        ))}
        {page && page.rows.length > 0 && (
          <Combobox.Option value={ALL} className={classes.row}>
            <span className={classes.all}>See {plural(page.total, 'customer', 'customers')} in the list</span>
          </Combobox.Option>
        )}
      </Combobox.Options>
      <p className={classes.state} role="status">
        {found.isError && 'The search did not answer. Try again.'}
        {page?.rows.length === 0 && `No customer matches “${asked}”.`}
      </p>
    </Combobox>
  )
}
