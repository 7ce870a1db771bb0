import { windowWith } from './comparisons'
import { Choice, DayField, NumberField } from './fields'
import type { Window } from './tree'

const WINDOWS = [
  ['ever', 'at any time'],
  ['within', 'in the last'],
  ['during', 'between two days'],
] as const

export function WindowFields({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  return (
    <>
      <Choice
        label="Period"
        value={window.type}
        options={WINDOWS}
        onChange={(type) => onChange(windowWith(type, window))}
      />
      {window.type === 'within' && (
        <>
          <NumberField
            whole
            label="Days"
            min={1}
            max={3650}
            value={window.days}
            onChange={(days) => onChange({ ...window, days })}
          />
          <span>days</span>
        </>
      )}
      {window.type === 'during' && (
        <>
          <DayField
            label="First day"
            value={window.since}
            onChange={(since) => onChange({ ...window, since })}
          />
          <span>until</span>
          <DayField
            label="Day after the last"
            value={window.until}
            onChange={(until) => onChange({ ...window, until })}
          />
        </>
      )}
    </>
  )
}
