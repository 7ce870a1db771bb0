import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { buttonClass } from '~/design/button'
import { CopyButton } from '~/design/copy-block'
import { TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { sourcesQuery } from '~/record/sources/queries'
import { Row } from '../editor/small-fields'
import type { KeptSurvey } from '../queries'
import { QrCode } from './qr-code'
import classes from './share.module.css'

/** A tablet by the door, and a code to print: both say where they are. */
export function StorePanel({ kept }: { kept: KeptSurvey }) {
  const sources = useQuery(sourcesQuery)
  const [touchpoint, setTouchpoint] = useState('')
  const [store, setStore] = useState('')
  const rows = (sources.data?.rows ?? []).filter(({ write_keys }) => write_keys.length)
  const key = (rows.find(({ kind }) => kind === 'store') ?? rows[0])?.write_keys[0]
  const said = new URLSearchParams()
  if (touchpoint.trim()) said.set('touchpoint', touchpoint.trim())
  if (store.trim()) said.set('store', store.trim())
  const query = said.toString()
  const kiosk = key && `${window.location.origin}/kiosk/${key}${kept.path}${query && `?${query}`}`
  const phone = `${window.location.origin}${kept.path}?via=qr${query && `&${query}`}`
  return (
    <Panel
      title="In the store"
      note="A tablet that asks one visitor after the other, or a code for their own phone"
    >
      <div className={classes.link}>
        <div className={classes.ways}>
          <Row>
            <TextField
              label="At which touchpoint"
              placeholder="as in the log: Checkout"
              maxLength={80}
              value={touchpoint}
              onChange={(event) => setTouchpoint(event.currentTarget.value)}
            />
            <TextField
              label="Which store"
              maxLength={80}
              value={store}
              onChange={(event) => setStore(event.currentTarget.value)}
            />
          </Row>
          {kiosk ? (
            <>
              <p className={classes.label}>On a tablet; it may be offline, and begins anew after a while</p>
              <p className={classes.address}>
                <a href={kiosk} target="_blank" rel="noreferrer">
                  {kiosk}
                </a>
              </p>
              <p className={classes.buttons}>
                <CopyButton text={kiosk} name="Copy the address" />
                <a className={buttonClass} href={kiosk} target="_blank" rel="noreferrer">
                  Open it
                </a>
              </p>
            </>
          ) : (
            <p className={classes.label}>A tablet needs a source with a write key: make one under Sources.</p>
          )}
        </div>
        <QrCode text={phone} name={`${kept.name}${store.trim() ? `, store ${store.trim()}` : ''}`} />
      </div>
    </Panel>
  )
}
