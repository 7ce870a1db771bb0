import { formatDay } from '~/design/dates'
import classes from './accounts.module.css'
import type { Trait } from './queries'

/** Traits: what each is now, who said so and when, and what was said before. */
export function TraitList({ traits }: { traits: Trait[] }) {
  return (
    <dl className={classes.traits}>
      {traits.map(({ name, now, before }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {shown(now.value)}
            <span className="note faint">
              {now.source}, {formatDay(now.at)}
            </span>
            {before.length > 0 && (
              <details>
                <summary>
                  {before.length === 1 ? '1 earlier value' : `${before.length} earlier values`}
                </summary>
                <ul>
                  {before.map((one) => (
                    <li key={one.message_id + one.at}>
                      {shown(one.value)}{' '}
                      <span className="note faint">
                        {one.source}, {formatDay(one.at)}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'taken back'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
