import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { Panel } from '~/design/panel'
import { Failed, Shapes, type Trouble } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './builder.module.css'
import { ConditionGroup } from './condition-group'
import { LiveCount } from './live-count'
import { deleteSegment, saveSegment, segmentQuery, type Segment } from './queries'
import { asGroup, isComplete, NEW_SEGMENT, type Condition } from './tree'

/** Make a segment, or change one: conditions on the left, who that is on the right. */
export default function SegmentPage() {
  const { slug } = useParams({ from: '/segments/$slug' })
  const isNew = slug === 'new'
  const segment = useQuery({ ...segmentQuery(slug), enabled: !isNew })
  usePageTitle(isNew ? 'New segment' : (segment.data?.name ?? 'Segment'))
  if (segment.isError)
    return (
      <Panel level={1} title="Segment">
        <Failed trouble={troubleOf(segment.error)} />
      </Panel>
    )
  if (!isNew && segment.isPending)
    return (
      <Panel label="Segment">
        <Shapes rows={6} height={32} label="Loading the segment" />
      </Panel>
    )
  return <Builder key={segment.data?.slug ?? 'new'} segment={isNew ? undefined : segment.data} />
}

function Builder({ segment }: { segment: Segment | undefined }) {
  const [name, setName] = useState(segment?.name ?? '')
  const [condition, setCondition] = useState<Condition>(segment ? asGroup(segment.condition) : NEW_SEGMENT)
  const { trouble, busy, save, remove } = useSaving(segment)
  const ready = name.trim() !== '' && isComplete(condition) && !busy
  return (
    <>
      <p className={classes.back}>
        <Link to="/segments">Segments</Link>
      </p>
      <div className={classes.columns}>
        <Panel
          level={1}
          title={segment ? segment.name : 'New segment'}
          note="Whoever fulfils this belongs to it, as long as they do"
        >
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault()
              if (ready) void save(name, condition)
            }}
          >
            <label className={classes.name}>
              Name
              <input
                value={name}
                maxLength={120}
                placeholder="Unhappy regulars"
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <ConditionGroup condition={condition} onChange={setCondition} />
            {trouble && <Failed trouble={trouble} />}
            <div className={classes.actions}>
              <button type="submit" className={mainButtonClass} disabled={!ready}>
                {segment ? 'Save changes' : 'Save segment'}
              </button>
              {segment && (
                <Link to="/customers" search={{ segment: `segment:${segment.slug}` }}>
                  Show its customers
                </Link>
              )}
              {segment && <DeleteButton onDelete={() => void remove()} />}
              {name.trim() === '' && <span className="note soft">Give it a name to save it.</span>}
            </div>
          </form>
        </Panel>
        <LiveCount condition={condition} />
      </div>
    </>
  )
}

function DeleteButton({ onDelete }: { onDelete: () => void }) {
  const [asked, setAsked] = useState(false)
  if (!asked) return <TextButton onClick={() => setAsked(true)}>Delete</TextButton>
  return (
    <>
      <TextButton onClick={onDelete}>Delete it for good</TextButton>
      <TextButton onClick={() => setAsked(false)}>Keep it</TextButton>
    </>
  )
}

function useSaving(segment: Segment | undefined) {
  const [trouble, setTrouble] = useState<Trouble>()
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const attempt = async (work: () => Promise<string | undefined>) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const slug = await work()
      await Promise.all([
        client.invalidateQueries({ queryKey: ['segments'] }),
        client.invalidateQueries({ queryKey: ['filters'] }),
      ])
      await navigate(slug ? { to: '/segments/$slug', params: { slug } } : { to: '/segments' })
    } catch (error) {
      setTrouble(troubleOf(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    trouble,
    busy,
    save: (name: string, condition: Condition) =>
      attempt(async () => (await saveSegment(segment?.slug, name, condition)).slug),
    remove: () =>
      attempt(async () => {
        if (segment) await deleteSegment(segment.slug)
        return undefined
      }),
  }
}
