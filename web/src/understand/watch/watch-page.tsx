import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { CoursePanel } from './course-panel'
import { coursesQuery, watchQuery } from './queries'
import { Timeline } from './timeline'
import classes from './watch.module.css'
import { WatchHead } from './watch-head'

/** One watch over all channels: what was not expected and what explains it, the curves, and what was decided. */
export default function WatchPage() {
  const { slug } = useParams({ from: '/watch/$slug' })
  const watch = useQuery(watchQuery(slug))
  const courses = useQuery(coursesQuery(slug))
  usePageTitle(watch.data?.watch.name ?? 'Watch')
  const alerts = watch.data?.alerts ?? []
  return (
    <>
      <p className={classes.back}>
        <Link to="/watch">Watch</Link>
      </p>
      <Loaded
        query={watch}
        shapes={
          <Panel label="Watch">
            <Shapes rows={5} height={32} label="Loading the watch" />
          </Panel>
        }
      >
        {(body) => <WatchHead body={body} />}
      </Loaded>
      <div className={classes.columns}>
        <div className={classes.stack}>
          <Loaded query={courses} shapes={<Shapes rows={2} height={200} label="Loading the curves" />}>
            {({ rows }) =>
              rows.length === 0 ? (
                <Panel title="Curves">
                  <Empty title="Not looked at yet">The curves appear when the watch was looked at.</Empty>
                </Panel>
              ) : (
                rows.map((course) => <CoursePanel key={course.metric} course={course} alerts={alerts} />)
              )
            }
          </Loaded>
        </div>
        {watch.data && <Timeline body={watch.data} />}
      </div>
    </>
  )
}
