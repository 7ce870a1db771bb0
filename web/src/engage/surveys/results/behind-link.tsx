import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface BehindLinkProps {
  /** The number as the address names it. */
  to: string
  children: ReactNode
  isOff?: boolean
  className?: string
}

/** A number that leads to the responses it rests on; nowhere where the survey is anonymous. */
export function BehindLink({ to, children, isOff, className }: BehindLinkProps) {
  if (isOff) return <span className={className}>{children}</span>
  return (
    <Link
      to="."
      search={(before: Record<string, unknown>) => ({ ...before, behind: to })}
      className={className ?? 'quiet'}
      resetScroll={false}
      hash="responses"
    >
      {children}
    </Link>
  )
}
