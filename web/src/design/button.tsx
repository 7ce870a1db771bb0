import { type ComponentPropsWithRef, type ReactNode } from 'react'
import classes from './button.module.css'

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  children: ReactNode
  small?: boolean
}

/** A verb in a box: 28 high, 24 inside panels, 44 under a thumb. */
export function TextButton({ children, small, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={[classes.button, className].join(' ')}
      data-small={small || undefined}
      {...rest}
    >
      {children}
    </button>
  )
}

export function IconButton({ children, label, className, ...rest }: ButtonProps & { label: string }) {
  return (
    <button
      type="button"
      className={[classes.icon, className].join(' ')}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  )
}

/** The same box for a link. */
export const buttonClass = classes.button
export const mainButtonClass = `${classes.button} ${classes.main}`
