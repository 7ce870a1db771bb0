import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { IconButton, TextButton } from '~/design/button'
import { CopyButton } from '~/design/copy-block'
import { TextField } from '~/design/field'
import { Icon } from '~/design/icon'
import classes from './metrics.module.css'
import { useViews, viewsQuery } from './metrics-queries'
import { readView } from './metrics-search'

/** What is looked at can be kept under a name, and sent to somebody as an address. */
export function SavedViews() {
  const [opened, open] = useState(false)
  return (
    <Popover opened={opened} onChange={open} width={320} position="bottom-end" withinPortal={false} trapFocus>
      <Popover.Target>
        <TextButton onClick={() => open(!opened)} aria-expanded={opened}>
          Views <Icon name="down" />
        </TextButton>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <ViewList close={() => open(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function ViewList({ close }: { close: () => void }) {
  const views = useQuery(viewsQuery)
  const { save, remove } = useViews()
  const search = readView(useSearch({ strict: false }))
  const [name, setName] = useState('')
  const rows = views.data?.rows ?? []
  const keep = () => save.mutate({ name, search }, { onSuccess: () => setName('') })
  return (
    <div className={classes.views}>
      {rows.length === 0 && <p className="note soft">No view is saved yet.</p>}
      <ul>
        {rows.map((view) => (
          <li key={view.id}>
            <Link to="/metrics" search={view.search} onClick={close} className={classes.name}>
              {view.name}
            </Link>
            <IconButton label={`Delete ${view.name}`} onClick={() => remove.mutate(view.id)}>
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <TextField
          label="Save this view as"
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          wrong={save.isError ? troubleOf(save.error).detail : undefined}
        />
        <span className={classes.actions}>
          <TextButton type="submit" disabled={name.trim() === '' || save.isPending}>
            Save
          </TextButton>
          <CopyButton text={window.location.href} name="Copy address" />
        </span>
      </form>
    </div>
  )
}
