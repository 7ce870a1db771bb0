import { Facts } from '~/design/facts'
import { formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Tag } from '~/design/tag'
import { useWidth } from '~/design/use-width'
import { EffectChart } from './effect-chart'
import { EffectTable } from './effect-table'
import classes from './improvements.module.css'
import type { Assessed } from './queries'
import { amountText, ANSWERS, driftText, placeboText, pointsOf } from './wording'

/** Whether it worked: the sentence, the picture, and what speaks for and against believing it. */
export function EffectPanel({ assessed }: { assessed: Assessed }) {
  const [ref, width] = useWidth()
  const { effect, verdict, unit } = assessed
  const { word, tone } = ANSWERS[verdict.answer] ?? { word: verdict.answer, tone: 'plain' as const }
  const points = pointsOf(unit)
  return (
    <Panel
      title={verdict.sentence}
      note={
        <>
          <Tag tone={tone}>{word}</Tag> {assessed.label}, {unit} by {effect.grain}
        </>
      }
    >
      <div className={classes.side} ref={ref}>
        {effect.periods.length > 1 && (
          <EffectChart
            effect={effect}
            width={width - 24}
            label={`${assessed.label} by ${effect.grain}, before and after. ${verdict.sentence}`}
          />
        )}
        <ul className={classes.key}>
          <li>
            <i data-line="here" /> {assessed.here_label}
          </li>
          {effect.has_comparison && (
            <li>
              <i data-line="there" /> compared with {assessed.there_label}
            </li>
          )}
          {effect.expected.length > 0 && (
            <li>
              <i data-line="expected" /> expected without it, with 95 % band
            </li>
          )}
        </ul>
        <Facts
          facts={[
            ['Mean effect', amountText(effect.effect, points)],
            ['At once', amountText(effect.step, points)],
            [`Each ${effect.grain} since`, amountText(effect.bend, points)],
            ['Would be worth it', `${formatNumber(effect.worthwhile, { digits: 2 })} ${points}`],
            ['Rests on', `${effect.before} ${effect.grain}s before, ${effect.after} after`],
          ]}
        />
        <p className="note soft">
          {driftText(effect)} {placeboText(effect)}{' '}
          {!effect.has_comparison &&
            'There is no comparison: whatever else happened at that time counts as its effect.'}
        </p>
        <EffectTable assessed={assessed} />
      </div>
    </Panel>
  )
}
