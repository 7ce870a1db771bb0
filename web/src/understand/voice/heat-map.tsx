import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatCount, formatNumber } from '~/design/numbers'
import { channelOf } from '~/record/interactions/channels'
import { useVoiceScope } from './use-voice-scope'
import { heatQuery, type Cell, type Voice } from './queries'
import classes from './heat-map.module.css'
import { topics } from './wording'

const LEAST = 30
const STEPS = [20, 35, 50, 65]
const MOST_CHANNELS = 6
const MOST_TOPICS = 6

/** Where it hurts: topics by channel, each cell the share of its opinions that are negative. */
export function HeatMap({ voice }: { voice: Voice }) {
  const { scope, query } = useVoiceScope()
  const { data } = useQuery(heatQuery(query))
  const rows = topics(voice).slice(0, MOST_TOPICS)
  const cells = (data?.cells ?? []).filter((cell) => rows.some((row) => row.id === cell.topic))
  if (cells.length === 0) return null
  const channels = channelsOf(cells)
  const find = (topic: string, channel: string) =>
    cells.find((cell) => cell.topic === topic && cell.channel === channel)
  return (
    <section className={classes.heat} aria-label="Share of negative opinions by channel">
      <h2>
        {heatTitle(voice, cells)} <span className="note soft">share of opinions that are negative, %</span>
      </h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Topics by channel">
        <table>
          <thead>
            <tr>
              <td />
              {channels.map((channel) => (
                <th key={channel} scope="col">
                  {channelOf(channel).name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {channels.map((channel) => (
                  <HeatCell
                    key={channel}
                    cell={find(row.id, channel)}
                    search={{ ...scope, channel, topic: row.id }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function HeatCell({ cell, search }: { cell: Cell | undefined; search: Record<string, unknown> }) {
  if (!cell) return <td className={classes.few} />
  if (cell.n < LEAST || cell.negative.value === null)
    return <td className={classes.few}>n {formatCount(cell.n)}</td>
  const step = STEPS.filter((edge) => cell.negative.value! >= edge).length
  return (
    <td data-step={step}>
      <Link to="/voice" search={search}>
        <b>{formatNumber(cell.negative.value)}</b> n {formatCount(cell.n)}
      </Link>
    </td>
  )
}

function channelsOf(cells: Cell[]): string[] {
  const counts = new Map<string, number>()
  for (const { channel, n } of cells) counts.set(channel, (counts.get(channel) ?? 0) + n)
  return [...counts]
    .toSorted((one, other) => other[1] - one[1])
    .slice(0, MOST_CHANNELS)
    .map(([name]) => name)
}

function heatTitle(voice: Voice, cells: Cell[]): string {
  const enough = cells.filter((cell) => cell.n >= LEAST && cell.negative.value !== null)
  const worst = enough.toSorted((one, other) => other.negative.value! - one.negative.value!)[0]
  const name = voice.topics.find((topic) => topic.id === worst?.topic)?.name
  return worst && name ? `${name}: worst by ${channelOf(worst.channel).name.toLowerCase()}` : 'Where it hurts'
}
