import { Link } from '@tanstack/react-router'
import { mainButtonClass } from '~/design/button'
import { formatShortDay } from '~/design/dates'
import { Icon } from '~/design/icon'
import { formatCount } from '~/design/numbers'
import { ChannelMark } from '~/record/interactions/channel-mark'
import { channelOf } from '~/record/interactions/channels'
import { useScope } from '~/record/interactions/use-scope'
import classes from './pain-point-detail.module.css'
import type { PainPoint, Quote } from './queries'

/** What stands behind a row: customers' own words, how it is known, and the way to the interactions. */
export function PainPointDetail({ row }: { row: PainPoint }) {
  const { scope } = useScope()
  return (
    <div className={classes.detail}>
      <div className={classes.quotes}>
        {row.quotes.slice(0, 3).map((quote) => (
          <QuoteFigure key={quote.interaction_id} quote={quote} />
        ))}
        {row.quotes.length === 0 && <p className="note soft">Nobody has written about it in this period.</p>}
      </div>
      <div className={classes.known}>
        <p className="note soft">
          {row.reason} Compared n&nbsp;{formatCount(row.n)}.
        </p>
        <p className={classes.ways}>
          <Link
            className={mainButtonClass}
            data-small
            to="/interactions"
            search={{ ...scope, pain_point: row.key }}
          >
            <Icon name="rows" /> See the {formatCount(row.interactions)} interactions
          </Link>
          <Link className="note" to="/customers" search={{ ...scope, pain_point: row.key }}>
            See the {formatCount(row.customers)} customers
          </Link>
          <Link
            className="note"
            to="/improvements"
            search={{ friction: row.key, name: `Less: ${row.label}` }}
          >
            Make an improvement of this
          </Link>
        </p>
      </div>
    </div>
  )
}

function QuoteFigure({ quote }: { quote: Quote }) {
  return (
    <figure className={classes.quote}>
      <blockquote>“{quote.text}”</blockquote>
      <figcaption>
        <ChannelMark channel={quote.channel} size={14} />
        {channelOf(quote.channel).name.toLowerCase()} · {formatShortDay(quote.time)} ·{' '}
        <Link to="/customers/$customer_id" params={{ customer_id: quote.customer_id }}>
          customer
        </Link>
      </figcaption>
    </figure>
  )
}
