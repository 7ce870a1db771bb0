import { Combobox, Modal, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { plural } from '~/design/numbers'
import { customerName } from '~/record/customers/naming'
import { customersQuery } from '~/record/customers/queries'
import classes from './customer-search.module.css'
import { useSearchDoor } from './search-door'

const ALL = '…all'

export function CustomerSearch() {
  const { opened, close } = useSearchDoor()
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={520}
      yOffset={64}
      shadow="float"
      title={null}
      aria-label="Search customers"
    >
      {opened && <SearchBox close={close} />}
    </Modal>
  )
}

function SearchBox({ close }: { close: () => void }) {
  const [sought, setSought] = useState('')
  const [asked] = useDebouncedValue(sought.trim(), 180)
  const store = useCombobox({ opened: true })
  const navigate = useNavigate()
  const found = useInfiniteQuery(customersQuery({ q: asked || undefined }, 8))
  const rows = found.data?.pages[0]?.rows ?? []
  const total = found.data?.pages[0]?.total ?? 0
  const go = (key: string) => {
    close()
    if (key === ALL) void navigate({ to: '/customers', search: { q: asked || undefined } })
    else void navigate({ to: '/customers/$customer_id', params: { customer_id: key } })
  }
  return (
    <Combobox store={store} onOptionSubmit={go}>
      <Combobox.EventsTarget>
        <input
          className={classes.box}
          data-autofocus
          placeholder="Name, email, phone or id"
          aria-label="Search customers"
          value={sought}
          onChange={(event) => {
            setSought(event.currentTarget.value)
            store.resetSelectedOption()
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.found} aria-label="Customers found">
        {rows.map((row) => (
          <Combobox.Option key={row.customer_id} value={row.customer_id} className={classes.row}>
            <span>{customerName(row)}</span>
            <span className="note faint">{row.name ? row.email : null}</span>
            <span className={classes.count}>{plural(row.interactions, 'interaction', 'interactions')}</span>
          </Combobox.Option>
        ))}
        {rows.length > 0 && (
          <Combobox.Option value={ALL} className={classes.row}>
            <span className={classes.all}>See all {plural(total, 'customer', 'customers')}</span>
          </Combobox.Option>
        )}
      </Combobox.Options>
      <p className={classes.state} role="status">
        {found.isError
          ? 'The search did not answer. Try again.'
          : rows.length === 0 && found.isSuccess
            ? `No customer matches “${asked}”.`
            : ''}
      </p>
    </Combobox>
  )
}
