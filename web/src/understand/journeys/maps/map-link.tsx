import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A number of a map that leads to who or what stands behind it, further down the page. */
export function MapLink({ to, label, children }: { to: string; label: string; children: ReactNode }) {
  const { slug = '' } = useParams({ strict: false }) as { slug?: string }
  return (
    <Link
      to="/journeys/maps/$slug"
      params={{ slug }}
      search={(before: Record<string, unknown>) => ({ ...before, behind: to })}
      resetScroll={false}
      className="quiet"
    >
      {children}
      <span className="spoken"> {label}, see what stands behind it</span>
    </Link>
  )
}
