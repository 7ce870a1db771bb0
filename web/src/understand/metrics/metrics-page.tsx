import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { useScope } from '~/record/interactions/use-scope'
import { MetricChoices } from './metric-choices'
import { MetricCourse } from './metric-course'
import { MetricGroups } from './metric-groups'
import { MetricHeadline } from './metric-headline'
import classes from './metrics.module.css'
import { catalogueQuery, estimatesQuery } from './metrics-queries'
import { isGrain, useMetricsSearch } from './metrics-search'
import { SavedViews } from './saved-views'

/** Any metric, by anything, over any time, as of any moment. */
export default function MetricsPage() {
  const { search, asked } = useMetricsSearch()
  const catalogue = useQuery(catalogueQuery)
  const { query } = useScope()
  const cannotBeAsked = useQuery(estimatesQuery(query, asked, undefined)).isError
  const metric = catalogue.data?.find((one) => one.metric === asked.metric)
  usePageTitle(metric ? metric.label : 'Metrics')
  return (
    <>
      <ScopeChips />
      <Loaded query={catalogue} shapes={<Shapes rows={6} height={36} label="Loading metrics" />}>
        {(metrics) => (
          <div className={classes.column}>
            <div className={classes.choices}>
              <MetricChoices metrics={metrics} />
              <SavedViews />
            </div>
            {metric ? (
              <>
                <MetricHeadline metric={metric} asked={asked} against={search.against} />
                {!cannotBeAsked && isGrain(asked.by) && <MetricCourse metric={metric} asked={asked} />}
                {!cannotBeAsked && !isGrain(asked.by) && <MetricGroups metric={metric} asked={asked} />}
              </>
            ) : (
              <Empty title={`There is no metric “${asked.metric}”`}>Choose one above.</Empty>
            )}
          </div>
        )}
      </Loaded>
    </>
  )
}
