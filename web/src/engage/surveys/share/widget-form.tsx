import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { AreaField, ChoiceField, TextField } from '~/design/field'
import { Failed } from '~/design/states'
import { NumberField, Row, Tick } from '../editor/small-fields'
import type { KeptSurvey } from '../queries'
import { asked, makeWidget, type NewWidget } from './share-queries'
import classes from './share.module.css'

const MOMENTS: [NewWidget['moment'], string][] = [
  ['time', 'Some seconds on the page'],
  ['scroll', 'Part of the page was seen'],
  ['exit', 'The pointer leaves the page'],
  ['event', 'An event of the site'],
]
const START: NewWidget = {
  place: 'corner',
  moment: 'time',
  amount: 5,
  event: '',
  pages: [],
  share: 100,
  every_days: 90,
  spares_cases: false,
  touchpoint: '',
}

/** A widget in the making. */
export function WidgetForm({ kept, onDone }: { kept: KeptSurvey; onDone: () => void }) {
  const [widget, setWidget] = useState(START)
  const [pages, setPages] = useState('')
  const save = useChange(asked(kept.id), (body: NewWidget) => makeWidget(kept.id, body))
  const change = (some: Partial<NewWidget>) => setWidget({ ...widget, ...some })
  return (
    <form
      className={classes.form}
      aria-label="A new widget"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ ...widget, pages: pages.split(/\s+/).filter(Boolean) }, { onSuccess: onDone })
      }}
    >
      <Row>
        <ChoiceField
          label="It shows after"
          value={widget.moment}
          choices={MOMENTS}
          onChoose={(moment) =>
            change({ moment: moment as NewWidget['moment'], amount: moment === 'scroll' ? 50 : 5 })
          }
        />
        {widget.moment === 'event' && (
          <TextField
            label="Which event"
            placeholder="Order Completed"
            value={widget.event}
            onChange={(event) => change({ event: event.currentTarget.value })}
          />
        )}
        {(widget.moment === 'time' || widget.moment === 'scroll') && (
          <NumberField
            label={widget.moment === 'time' ? 'Seconds' : 'Percent of the page'}
            min={0}
            max={widget.moment === 'time' ? 3600 : 100}
            value={widget.amount}
            onNumber={(amount) => change({ amount: amount ?? 0 })}
          />
        )}
        <ChoiceField
          label="Where"
          value={widget.place}
          choices={[
            ['corner', 'In the corner'],
            ['middle', 'In the middle'],
          ]}
          onChoose={(place) => change({ place: place as NewWidget['place'] })}
        />
      </Row>
      <Row>
        <NumberField
          label="Share of visitors, in %"
          min={1}
          max={100}
          value={widget.share}
          onNumber={(share) => change({ share: share ?? 100 })}
        />
        <NumberField
          label="Each again after days"
          min={1}
          max={3650}
          value={widget.every_days}
          onNumber={(every_days) => change({ every_days: every_days ?? 90 })}
        />
        <TextField
          label="About which touchpoint"
          placeholder="as in the log: Checkout"
          value={widget.touchpoint}
          onChange={(event) => change({ touchpoint: event.currentTarget.value })}
        />
      </Row>
      <AreaField
        label="On which pages"
        hint="One path a line, with * for anything: /checkout/*. None means all."
        rows={2}
        value={pages}
        onChange={(event) => setPages(event.currentTarget.value)}
      />
      <Tick
        label="Spare those with an open case"
        isOn={!!widget.spares_cases}
        onTurn={(spares_cases) => change({ spares_cases })}
      />
      {save.isError && <Failed trouble={troubleOf(save.error)} />}
      <p className={classes.buttons}>
        <button type="submit" className={mainButtonClass} disabled={save.isPending}>
          Show it from now on
        </button>
        <TextButton onClick={onDone}>Cancel</TextButton>
      </p>
    </form>
  )
}
