import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { ChoiceField } from '~/design/field'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import followed from '~/design/followed.module.css'
import { CaseFigures } from './case-figures'
import { CaseTable } from './case-table'
import classes from './cases.module.css'
import { casesQuery, type CaseList } from './queries'
import { RulesPanel } from './rules-panel'
import { SHOWN } from './wording'

/** Customers who were let down, what is due first, and how well they are won back. */
export default function CasesPage() {
  usePageTitle('Cases')
  const search = useSearch({ from: '/cases' })
  const [limit, setLimit] = useState(50)
  const [ruling, rule] = useState(false)
  const cases = useQuery(casesQuery(search, limit))
  return (
    <div className={followed.stack}>
      {ruling && <RulesPanel onDone={() => rule(false)} />}
      <Panel
        level={1}
        title={cases.data ? plural(cases.data.n, 'case', 'cases') : 'Cases'}
        note="What is due first. J and K move, Enter opens, A gives it to you"
        tools={!ruling && <TextButton onClick={() => rule(true)}>Rules</TextButton>}
      >
        <Filters found={cases.data} />
        <Loaded query={cases} shapes={<Shapes rows={6} height={40} label="Loading cases" />}>
          {({ rows, n }) =>
            rows.length === 0 ? (
              <NoCase isNarrowed={Object.keys(search).length > 0} />
            ) : (
              <>
                <CaseTable rows={rows} />
                <MoreButton
                  shown={rows.length}
                  total={n}
                  waiting={cases.isFetching}
                  onMore={
                    rows.length < n && limit < 200 ? () => setLimit(Math.min(limit + 50, 200)) : undefined
                  }
                />
              </>
            )
          }
        </Loaded>
      </Panel>
      <CaseFigures />
    </div>
  )
}

function NoCase({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty title="No case is like that">Choose other filters above.</Empty>
  ) : (
    <Empty title="Nobody waits">
      A case is opened when a customer scores low, by rules that you switch on, or when somebody decides so on
      a customer’s timeline. The past opens none unless you ask for it.
    </Empty>
  )
}

function Filters({ found }: { found: CaseList | undefined }) {
  const search = useSearch({ from: '/cases' })
  const navigate = useNavigate()
  const choose = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/cases', search: { ...search, ...change } })
  const named = (names: string[] | undefined, all: string): [string, string][] => [
    ['', all],
    ...(names ?? []).map((name): [string, string] => [name, name]),
  ]
  return (
    <div className={classes.filters}>
      <ChoiceField
        label="Show"
        value={search.state ?? 'running'}
        choices={SHOWN}
        onChoose={(state) => choose({ state: state === 'running' ? undefined : state })}
      />
      <ChoiceField
        label="Owner"
        value={search.owner ?? ''}
        choices={named(found?.owners, 'Anybody')}
        onChoose={(owner) => choose({ owner: owner || undefined })}
      />
      <ChoiceField
        label="Cause"
        value={search.cause ?? ''}
        choices={named(found?.causes, 'Any')}
        onChoose={(cause) => choose({ cause: cause || undefined })}
      />
    </div>
  )
}
