import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { ChoiceField, TextField } from '~/design/field'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { usePageTitle } from '~/design/use-page-title'
import { AuditRow } from './audit-row'
import classes from './privacy.module.css'
import { auditQuery, readAuditSearch, verificationQuery, type AuditSearch } from './queries'

/** Who looked at and changed what, and whether that record is whole. */
export default function AuditPage() {
  usePageTitle('Audit')
  const search = readAuditSearch(useSearch({ strict: false }))
  const found = useInfiniteQuery(auditQuery(search))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <Panel
      level={1}
      title={found.data ? plural(total, 'entry of the audit log', 'entries of the audit log') : 'Audit'}
      note="Who looked at and changed what, newest first. Customers appear by id, never by name."
    >
      <Whole />
      <Filters search={search} verbs={found.data?.pages[0]?.verbs ?? []} />
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={8} height={28} label="Loading the audit log" />}
      {found.data && rows.length === 0 && <Empty title="No entry is like that" />}
      {rows.length > 0 && (
        <>
          <ul className={classes.list}>
            {rows.map((row) => (
              <AuditRow key={row.number} entry={row} />
            ))}
          </ul>
          <MoreButton
            shown={rows.length}
            total={total}
            waiting={found.isFetchingNextPage}
            onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          />
        </>
      )}
    </Panel>
  )
}

/** Whether the chain was verified just now. */
function Whole() {
  const found = useQuery(verificationQuery)
  if (found.isError) return <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />
  if (!found.data) return <p className={`${classes.state} soft`}>Reading the whole chain …</p>
  const { is_intact, entries, sealed_number, fault } = found.data
  return (
    <p className={classes.state} role={is_intact ? 'status' : 'alert'}>
      <Tag tone={is_intact ? 'accent' : 'negative'}>{is_intact ? '✓ whole' : '✕ broken'}</Tag>
      <span className="note soft">
        {fault ?? `${plural(entries, 'entry', 'entries')} chained, sealed up to ${sealed_number ?? 0}.`}
      </span>
    </p>
  )
}

function Filters({ search, verbs }: { search: AuditSearch; verbs: string[] }) {
  const navigate = useNavigate()
  const choose = (changes: AuditSearch) =>
    void navigate({ to: '/audit', search: { ...search, ...changes }, replace: true })
  return (
    <div className={classes.form}>
      <ChoiceField
        label="What was done"
        value={search.verb ?? ''}
        choices={[
          ['', 'Anything'],
          ...verbs.map((verb): [string, string] => [verb, verb.replaceAll('_', ' ')]),
        ]}
        onChoose={(verb) => choose({ verb: verb || undefined })}
      />
      <TextField
        label="To what"
        defaultValue={search.subject ?? ''}
        placeholder="customer:cus_…"
        onBlur={(event) => choose({ subject: event.currentTarget.value.trim() || undefined })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <TextField
        label="By whom"
        defaultValue={search.actor ?? ''}
        placeholder="user:1, key:1, command"
        onBlur={(event) => choose({ actor: event.currentTarget.value.trim() || undefined })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </div>
  )
}
