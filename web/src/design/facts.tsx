import classes from './facts.module.css'

/** Names and values, whatever the values are; what is not known is left out. */
export function Facts({ title, facts }: { title?: string; facts: [string, unknown][] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (known.length === 0) return null
  return (
    <div>
      {title && <p className={classes.title}>{title}</p>}
      <dl className={classes.facts}>
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{written(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function written(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
