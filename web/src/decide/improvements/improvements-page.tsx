import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { usePageTitle } from '~/design/use-page-title'
import followed from '~/design/followed.module.css'
import { NewImprovementForm } from './new-improvement'
import { improvementsQuery, type Improvement } from './queries'
import { ANSWERS, whenOf } from './wording'

/** What is changed for all customers, and whether it worked. */
export default function ImprovementsPage() {
  usePageTitle('Improvements')
  const search = useSearch({ from: '/improvements' })
  const [making, make] = useState((search.friction ?? search.topic) !== undefined)
  const found = useQuery(improvementsQuery)
  const worked = found.data?.rows.filter(({ verdict }) => verdict?.answer === 'worked').length ?? 0
  return (
    <div className={followed.stack}>
      {making && <NewImprovementForm start={search} onDone={() => make(false)} />}
      <Panel
        level={1}
        title={
          worked > 0
            ? `${plural(worked, 'improvement', 'improvements')} worked, as far as known`
            : 'Improvements'
        }
        note="What is changed for all customers: before and after, beside what was not changed"
        tools={!making && <TextButton onClick={() => make(true)}>New improvement</TextButton>}
      >
        <Loaded query={found} shapes={<Shapes rows={4} height={40} label="Loading improvements" />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title="Nothing is being improved yet">
                Make one of a row of <Link to="/drivers">Drivers</Link> or of what to fix first. Once it has
                shipped, its before and after says whether it worked.
              </Empty>
            ) : (
              <ImprovementTable rows={rows} />
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

function ImprovementTable({ rows }: { rows: Improvement[] }) {
  return (
    <div className={followed.wide}>
      <table className={followed.table}>
        <thead>
          <tr>
            <th scope="col">Improvement</th>
            <th scope="col">State</th>
            <th scope="col">Did it work</th>
            <th scope="col" className={followed.far}>
              Owner
            </th>
            <th scope="col" className={followed.far}>
              Told
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.number}>
              <td>
                <Link
                  to="/improvements/$number"
                  params={{ number: String(one.number) }}
                  className={followed.name}
                >
                  {one.name}
                </Link>
                <p className="note soft">{one.about}</p>
              </td>
              <td>{whenOf(one)}</td>
              <td>
                <Answer one={one} />
              </td>
              <td className={followed.far}>{one.owner || <span className="soft">nobody</span>}</td>
              <td className={followed.far}>{one.told > 0 && formatCount(one.told)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Answer({ one: { verdict, trouble } }: { one: Improvement }) {
  if (trouble) return <span className="note worse">{trouble}</span>
  if (!verdict) return null
  const { word, tone } = ANSWERS[verdict.answer] ?? { word: verdict.answer, tone: 'plain' as const }
  return (
    <>
      <Tag tone={tone}>{word}</Tag>
      <p className="note soft">{verdict.sentence}</p>
    </>
  )
}
