import { Modal } from '@mantine/core'
import { lazy, Suspense } from 'react'
import classes from './customer-search.module.css'
import { useSearchDoor } from './search-door'

const SearchBox = lazy(() => import('./search-box'))

/** Finds a customer from anywhere. */
export function CustomerSearch() {
  const { opened, close } = useSearchDoor()
  if (!opened) return null
  return (
    <Modal.Root opened onClose={close} size={520} yOffset={64} padding={0} transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content className={classes.content} shadow="float" aria-label="Search customers">
        <Modal.Body>
          <Suspense>
            <SearchBox close={close} />
          </Suspense>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
