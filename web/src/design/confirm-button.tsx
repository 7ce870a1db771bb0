import { useEffect, useRef, useState } from 'react'
import { TextButton } from './button'

interface ConfirmButtonProps {
  children: string
  /** What the second press says it will do. */
  sure: string
  waiting?: boolean
  onConfirm: () => void
}

/** A verb that cannot be taken back: the first press asks, the second does it, five seconds later it forgets. */
export function ConfirmButton({ children, sure, waiting, onConfirm }: ConfirmButtonProps) {
  const [asking, ask] = useState(false)
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const press = () => {
    window.clearTimeout(timer.current)
    if (asking) onConfirm()
    else timer.current = window.setTimeout(() => ask(false), 5000)
    ask(!asking)
  }
  return (
    <TextButton small disabled={waiting} data-tone={asking ? 'danger' : undefined} onClick={press}>
      {asking ? sure : children}
    </TextButton>
  )
}
