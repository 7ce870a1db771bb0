import { Icon } from '~/design/icon'
import type { Fault } from '../definition/faults'
import type { At } from '../definition/places'
import classes from './tabs.module.css'

/** Everything that keeps the survey from being opened, then what might puzzle people; each leads to its place. */
export function FaultList({ faults, onGo }: { faults: Fault[]; onGo: (at: At) => void }) {
  if (faults.length === 0) return null
  const stops = faults.filter(({ stops: one }) => one).length
  return (
    <section className={classes.faults} aria-label="What to look at">
      <h3>
        {stops > 0
          ? `${stops === 1 ? 'One thing' : `${stops} things`} to do before it can be opened`
          : 'Worth a look'}
      </h3>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.where} ${fault.says}`} data-stops={fault.stops || undefined}>
            <Icon name={fault.stops ? 'warning' : 'dot'} size={12} />
            <span>
              {fault.at ? (
                <button type="button" className={classes.textLink} onClick={() => onGo(fault.at!)}>
                  {fault.where}
                </button>
              ) : (
                <b>{fault.where}</b>
              )}
              : {fault.says}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
