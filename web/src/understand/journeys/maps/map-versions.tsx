import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { ConfirmButton } from '~/design/confirm-button'
import { formatMoment } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './maps.module.css'
import { changeMap, versionsQuery, type KeptMap, type MapSearch } from './maps-queries'

/** What the map was before: every version can be looked at, filled from the log, and brought back. */
export function MapVersions({ kept }: { kept: KeptMap }) {
  const versions = useQuery(versionsQuery(kept.slug))
  return (
    <Panel title="Versions" note="Each time somebody saved the map; the newest hundred are kept">
      <Loaded query={versions} shapes={<Shapes rows={3} height={28} label="Loading versions" />}>
        {({ rows }) => (
          <table className={classes.ways}>
            <thead>
              <tr>
                <th scope="col">Version</th>
                <th scope="col">Saved</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, saved_at, saved_by }) => (
                <tr key={number}>
                  <td>
                    <Link
                      to="/journeys/maps/$slug"
                      params={{ slug: kept.slug }}
                      search={(before) => ({ ...before, behind: undefined, version: wanted(number, kept) })}
                      aria-current={number === kept.version ? 'true' : undefined}
                    >
                      Version {number}
                    </Link>{' '}
                    {number === kept.newest && <Tag>newest</Tag>}
                    {number === kept.version && <Tag tone="accent">shown</Tag>}
                  </td>
                  <td className="soft">
                    {formatMoment(saved_at)}
                    {saved_by && ` by ${saved_by}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  )
}

const wanted = (number: number, kept: KeptMap) => (number === kept.newest ? undefined : String(number))

/** Says that this is how the map was, and takes it back if that is wanted. */
export function OldVersion({ kept }: { kept: KeptMap }) {
  const navigate = useNavigate()
  const bring = useChange(['journeys', 'maps'], () => changeMap(kept.slug, kept.definition, kept.newest))
  const newest = {
    to: '/journeys/maps/$slug',
    params: { slug: kept.slug },
    search: (before: MapSearch) => ({ ...before, behind: undefined, version: undefined }),
  } as const
  return (
    <>
      <p className={classes.exports} role="status">
        <span>
          This is version {kept.version}; the newest is {kept.newest}.
        </span>
        <Link {...newest}>Show the newest</Link>
        <ConfirmButton
          sure={`Save it as version ${kept.newest + 1}`}
          waiting={bring.isPending}
          onConfirm={() => bring.mutate(undefined, { onSuccess: () => void navigate(newest) })}
        >
          Bring it back
        </ConfirmButton>
      </p>
      {bring.isError && <Failed trouble={troubleOf(bring.error)} />}
    </>
  )
}
