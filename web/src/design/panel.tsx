import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title?: ReactNode
  note?: ReactNode
  tools?: ReactNode
  children: ReactNode
  label?: string
  level?: 1 | 2
  hero?: boolean
}

/** A white surface with a hairline. Its title says what is seen, its note what is measured. */
export function Panel({ title, note, tools, children, label, level = 2, hero }: PanelProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className={classes.panel} aria-label={label}>
      {(title || tools) && (
        <header className={classes.head}>
          <div className={classes.words}>
            {title && (
              <Heading className={classes.title} data-hero={hero || undefined}>
                {title}
              </Heading>
            )}
            {note && <p className={classes.note}>{note}</p>}
          </div>
          {tools && <div className={classes.tools}>{tools}</div>}
        </header>
      )}
      {children}
    </section>
  )
}

export function PanelFoot({ children }: { children: ReactNode }) {
  return <footer className={classes.foot}>{children}</footer>
}
