import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatCount, formatInterval, formatNumber, plural } from '~/design/numbers'
import { PanelFoot } from '~/design/panel'
import { useScope } from '~/record/interactions/use-scope'
import { correctionsQuery, type Figures } from './queries'

/** Can these labels be trusted? What people who looked say, and what nobody dared to say. */
export function TrustFoot({ unsure, unplaced }: { unsure: Figures['unsure']; unplaced: number }) {
  const { scope } = useScope()
  const { data } = useQuery(correctionsQuery)
  const agreed = data?.agreement
  return (
    <PanelFoot>
      <p>
        <b>Can you trust these labels?</b>{' '}
        {agreed && agreed.looked > 0 ? (
          <>
            People looked at {plural(agreed.looked, 'opinion', 'opinions')} drawn at random and agreed on
            sentiment in {share(agreed.sentiment)}, on the topic in {share(agreed.topic)}.{' '}
          </>
        ) : (
          'Nobody has looked at opinions drawn at random yet. '
        )}
        {share(unsure)} are left untold rather than guessed; {formatCount(unplaced)} say too little to be
        about a topic.{' '}
        <Link to="/voice" search={{ ...scope, topic: 'check' }}>
          Check 20 {agreed && agreed.looked > 0 ? 'more' : 'of them'}
        </Link>
      </p>
    </PanelFoot>
  )
}

function share({ value, low, high }: Figures['unsure']): string {
  if (value === null) return 'none'
  const interval = low === null || high === null ? '' : ` ${formatInterval(low, high)}`
  return `${formatNumber(value)} %${interval}`
}
