import type { ReactNode } from 'react'
import classes from './tag.module.css'

export type TagTone = 'plain' | 'accent' | 'outline' | 'negative' | 'warning'

export function Tag({
  tone = 'plain',
  children,
  title,
}: {
  tone?: TagTone
  children: ReactNode
  title?: string
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  )
}
