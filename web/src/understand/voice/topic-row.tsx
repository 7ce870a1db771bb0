import { Triangle, type Course } from '~/design/change'
import { SparkBars } from '~/design/charts/spark-bars'
import { FeelingValue } from '~/design/feeling'
import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { TooLittle } from '~/design/states'
import { LabelBar } from './label-bar'
import type { Topic } from './queries'
import { TopicMarks } from './topic-marks'
import classes from './voice.module.css'

interface TopicRowProps {
  row: Topic
  most: number
  opened: boolean
  onOpen: () => void
}

const LEAST = 30

export function TopicRow({ row, most, opened, onOpen }: TopicRowProps) {
  const { figures } = row
  return (
    <tr data-open={opened || undefined} data-few={figures.is_small || undefined}>
      <th scope="row" className={classes.name}>
        <button type="button" aria-pressed={opened} onClick={onOpen}>
          {row.name}
        </button>
        <TopicMarks topic={row} />
      </th>
      <td className={classes.number}>{formatCount(figures.n)}</td>
      <td className={classes.bar}>
        <LabelBar figures={figures} most={most} />
      </td>
      <td className={classes.feeling}>
        {figures.is_small || figures.sentiment.value === null ? (
          <TooLittle has={figures.n} needs={LEAST} />
        ) : (
          <FeelingValue value={figures.sentiment.value} />
        )}
      </td>
      <td className={classes.change}>
        <VolumeChange topic={row} />
      </td>
      <td className={classes.course}>
        <SparkBars values={row.course} width={56} height={20} />
        <span className="spoken">{row.course.map((n) => formatCount(n)).join(', ')} opinions</span>
      </td>
    </tr>
  )
}

const COURSES: Record<string, Course> = { higher: 'up', lower: 'down' }

/** More people naming what hurts is worse, what pleases better; of the rest the triangle says enough. */
function VolumeChange({ topic }: { topic: Topic }) {
  const { volume } = topic
  if (!volume) return <span className="note faint">{topic.figures.is_small ? '' : 'no period before'}</span>
  const course = COURSES[volume.word] ?? 'level'
  const judged = topic.kinds.includes('pain_point') ? -1 : topic.kinds.includes('praise') ? 1 : 0
  const good = judged * (course === 'up' ? 1 : -1) > 0
  const tone = course === 'level' || judged === 0 ? 'soft' : good ? 'better' : 'worse'
  return (
    <span className={classes.volume}>
      <Triangle course={course} good={good} />
      <span className={tone}>
        {formatNumber(volume.value, { signed: true })} %<span className="spoken"> {volume.word}</span>
      </span>{' '}
      <span className="note soft">{formatInterval(volume.low, volume.high, { signed: true })}</span>
    </span>
  )
}
