/** What stands where numbers would: nothing yet, still coming, gone wrong. */
import type { ReactNode } from 'react'
import { TextButton } from './button'
import { Icon } from './icon'
import classes from './states.module.css'

/** Grey shapes of the layout to come; they stay unseen for the first 300 ms. */
export function Shapes({
  rows = 3,
  height = 20,
  label = 'Loading',
}: {
  rows?: number
  height?: number
  label?: string
}) {
  return (
    <div className={classes.shapes} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={{ height, width: row % 3 === 2 ? '72%' : '100%' }} />
      ))}
    </div>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.state}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
    </div>
  )
}

export interface Trouble {
  title: string
  detail?: string
  code?: string
  /** Asking again would not help. */
  lasting?: boolean
}

/** What happened, what to do, a retry, and a code to pass on. */
export function Failed({ trouble, retry }: { trouble: Trouble; retry?: () => void }) {
  return (
    <div className={classes.state} role="alert">
      <p className={classes.title}>
        <Icon name="warning" size={16} colour="var(--negative)" /> {trouble.title}
      </p>
      {trouble.detail && <p className={classes.text}>{trouble.detail}</p>}
      <div className={classes.actions}>
        {retry && !trouble.lasting && (
          <TextButton onClick={retry}>
            <Icon name="retry" /> Try again
          </TextButton>
        )}
        {trouble.code && (
          <span className={classes.code}>
            Code <code>{trouble.code}</code>
          </span>
        )}
      </div>
    </div>
  )
}

/** The place stays, the value is gone or grey, and what is missing is said. */
export function TooLittle({ has, needs }: { has: number; needs: number }) {
  return (
    <span className="note soft">
      {has === 0 ? 'Nothing to measure yet' : `${has} of the ${needs} needed`}
    </span>
  )
}
