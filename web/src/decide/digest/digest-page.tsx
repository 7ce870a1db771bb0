import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { buttonClass, TextButton } from '~/design/button'
import { Change } from '~/design/change'
import { Icon } from '~/design/icon'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './digest.module.css'
import { MailPanel } from './mail-panel'
import { digestQuery, documentUrl, readDigestSearch, weeksAfter, type Digest, type Line } from './queries'
import { Alerts, Fixes } from './week-sides'
import { courseOf, expectedOf, valueOf } from './words'

/** What the last whole week came to, as it is mailed every Monday. */
export default function DigestPage() {
  const { until } = readDigestSearch(useSearch({ strict: false }))
  const digest = useQuery(digestQuery(until))
  usePageTitle('Weekly digest')
  return (
    <Loaded
      query={digest}
      shapes={
        <Panel level={1} title="Weekly digest">
          <Shapes rows={8} height={28} label="Working out the week" />
        </Panel>
      }
    >
      {(found) => (
        <div className={classes.column}>
          <Week digest={found} asked={until} />
          <div className={classes.columns}>
            <Alerts digest={found} />
            <Fixes digest={found} />
          </div>
          <MailPanel digest={found} />
        </div>
      )}
    </Loaded>
  )
}

function Week({ digest, asked }: { digest: Digest; asked: string | undefined }) {
  const navigate = useNavigate()
  const go = (weeks: number) =>
    void navigate({ to: '.', search: { until: weeksAfter(digest.until, weeks) } as never })
  return (
    <Panel
      level={1}
      title={digest.headline}
      note={`${digest.span} · against what the weeks before let expect, band 95 %`}
      tools={
        <>
          <TextButton small onClick={() => go(-1)}>
            <Icon name="left" /> Week before
          </TextButton>
          <TextButton small disabled={!asked} onClick={() => go(1)}>
            Week after <Icon name="right" />
          </TextButton>
          <a className={buttonClass} data-small href={documentUrl('pdf', digest.until)} download>
            PDF
          </a>
          <a className={buttonClass} data-small href={documentUrl('html', digest.until)} download>
            HTML
          </a>
        </>
      }
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Week</th>
            <th scope="col">n</th>
            <th scope="col">Expected</th>
            <th scope="col">Compared</th>
          </tr>
        </thead>
        <tbody>
          {digest.lines.map((line) => (
            <Row key={line.metric} line={line} digest={digest} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Row({ line, digest }: { line: Line; digest: Digest }) {
  const search = { metric: line.metric, since: digest.since, until: digest.until }
  return (
    <tr data-calm={line.word === 'as expected' || line.word === 'too new' || undefined}>
      <th scope="row">
        <Link to="/metrics" search={search}>
          {line.label}
        </Link>
      </th>
      <td className={classes.value}>{valueOf(line)}</td>
      <td>
        <Link
          to="/interactions"
          search={search}
          className="quiet"
          aria-label={`${formatCount(line.n)} interactions`}
        >
          {formatCount(line.n)}
        </Link>
      </td>
      <td className="soft">{expectedOf(line)}</td>
      <td>
        <Change word={line.word} course={courseOf(line)} good={line.is_better} />
      </td>
    </tr>
  )
}
