import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { FeedRow } from './feed-row'
import classes from './feeds.module.css'
import { NewFeed } from './new-feed'
import { ProofPanel } from './proof-panel'
import { PublicPanel } from './public-panel'
import { feedsQuery } from './queries'

/** Where people speak in public: what is looked at, how it does, what they said and who they are. */
export default function FeedsPage() {
  usePageTitle('Feeds')
  const [making, make] = useState(false)
  const found = useQuery(feedsQuery)
  return (
    <div className={classes.stack}>
      <Panel
        level={1}
        title={found.data ? plural(found.data.rows.length, 'feed', 'feeds') : 'Feeds'}
        note="Reviews, mentions and mail that are fetched, each as often as you say"
        tools={
          <TextButton aria-expanded={making} onClick={() => make(!making)}>
            Add a feed
          </TextButton>
        }
      >
        {making && found.data && <NewFeed kinds={found.data.kinds} onClose={() => make(false)} />}
        <Loaded query={found} shapes={<Shapes rows={4} height={36} label="Loading feeds" />}>
          {({ rows, kinds }) =>
            rows.length === 0 ? (
              <Empty title="Nothing is looked at yet">
                Add a feed of news or a forum, a hashtag, the reviews of an app, or a mailbox.
              </Empty>
            ) : (
              <ul className={classes.feeds}>
                {rows.map((row) => (
                  <FeedRow key={row.source} row={row} kind={kinds.find(({ name }) => name === row.kind)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      <PublicPanel />
      <ProofPanel />
    </div>
  )
}
