import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatDay } from '~/design/dates'
import { MoreButton } from '~/design/more-button'
import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { ChannelMark } from '~/record/interactions/channel-mark'
import classes from './feeds.module.css'
import { ProveForm } from './prove-form'
import { publicQuery, type Mention, type PublicVoice } from './queries'
import { publicNote } from './wording'

const PAGE = 20
const MOST = 200

/** What was said in public, by where, and by whom as far as is known. */
export function PublicPanel() {
  const [limit, show] = useState(PAGE)
  const found = useQuery(publicQuery(limit))
  const all = found.data
  return (
    <Panel
      title="Public voice"
      note={
        all ? publicNote(all) : 'What people say in public, who are nobody’s customer as far as is proved'
      }
      tools={
        <Link to="/voice" search={{ voices: 'public', period: 'all' }}>
          What it is about
        </Link>
      }
    >
      <Loaded query={found} shapes={<Shapes rows={6} height={28} label="Loading public voice" />}>
        {(loaded) =>
          loaded.n === 0 ? (
            <Empty title="Nobody has said anything in public yet">What the feeds bring appears here.</Empty>
          ) : (
            <>
              <Places all={loaded} />
              <ul className={classes.mentions}>
                {loaded.newest.map((row) => (
                  <MentionRow key={row.id} row={row} />
                ))}
              </ul>
              <MoreButton
                shown={loaded.newest.length}
                total={loaded.n}
                waiting={found.isFetching}
                onMore={
                  loaded.newest.length < Math.min(loaded.n, MOST)
                    ? () => show(Math.min(limit + 2 * PAGE, MOST))
                    : undefined
                }
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}

function Places({ all }: { all: PublicVoice }) {
  return (
    <table className={classes.places}>
      <caption className="note soft">Where, of all time</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Entries</th>
          <th scope="col">Authors</th>
          <th scope="col">Stars, with 95 % interval</th>
        </tr>
      </thead>
      <tbody>
        {[
          ...all.places.map((row) => ({ ...row, key: row.source })),
          { ...all, key: 'all', source: 'All' },
        ].map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.source}</th>
            <td>{formatCount(row.n)}</td>
            <td>{formatCount(row.authors)}</td>
            <td>{starsOf(row.stars)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function starsOf({ value, n, low, high }: PublicVoice['stars']) {
  if (value === null || n === 0) return '—'
  const between = low !== null && high !== null ? ` ${formatInterval(low, high, { digits: 1 })}` : ''
  return `${formatNumber(value, { digits: 1 })}${between}, n = ${formatCount(n)}`
}

function MentionRow({ row }: { row: Mention }) {
  const [proving, prove] = useState(false)
  return (
    <li>
      <ChannelMark channel={row.channel} />
      <div>
        <p className={classes.text}>{row.text.replace(/\n{2,}/g, '\n')}</p>
        <p className={classes.head}>
          <span className="note soft">
            {row.author_name || 'Nobody named'} · {row.source} · {formatDay(row.time)}
          </span>
          {row.stars !== null && <Tag>{`${formatNumber(row.stars, { digits: 0 })} of 5 stars`}</Tag>}
          {row.is_edit && <Tag tone="outline">edited</Tag>}
          {row.url && (
            <a href={row.url} target="_blank" rel="noopener noreferrer nofollow">
              Open
            </a>
          )}
          <TextButton small aria-expanded={proving} onClick={() => prove(!proving)}>
            Who is it?
          </TextButton>
        </p>
        {proving && <ProveForm author={row.author} onClose={() => prove(false)} />}
      </div>
    </li>
  )
}
