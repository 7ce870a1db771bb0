import { useInfiniteQuery } from '@tanstack/react-query'
import { troubleOf } from '~/api/problem'
import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { useVoiceScope } from './use-voice-scope'
import { sentencesQuery, type Voice } from './queries'
import { SentenceCard } from './sentence-card'

const DRAWN = 20

/** Opinions drawn at random, so that what people say of them tells how good reading is. */
export function CheckPanel({ voice, onClose }: { voice: Voice; onClose?: () => void }) {
  const { query } = useVoiceScope()
  const found = useInfiniteQuery(sentencesQuery(query, { checked: false, order: 'drawn' }))
  const rows = (found.data?.pages.flatMap((page) => page.rows) ?? []).slice(0, DRAWN)
  return (
    <Panel
      title="Is this what they say?"
      note="drawn at random · R says right, C corrects"
      tools={
        onClose && (
          <IconButton label="Close" onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        )
      }
    >
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={5} height={48} label="Loading sentences" />}
      {found.isSuccess && rows.length === 0 && <Empty title="All of them were looked at" />}
      {rows.map((row) => (
        <SentenceCard key={row.interaction_id} row={row} voice={voice} drawn />
      ))}
    </Panel>
  )
}
