import { TextButton } from './button'
import { formatCount } from './numbers'
import classes from './more-button.module.css'

interface MoreButtonProps {
  shown: number
  total: number
  waiting: boolean
  onMore: (() => void) | undefined
}

/** The end of a list: how much of it is shown, and the way to the rest. */
export function MoreButton({ shown, total, waiting, onMore }: MoreButtonProps) {
  return (
    <footer className={classes.foot}>
      <span>
        {formatCount(shown)} of {formatCount(total)} shown
      </span>
      {onMore && (
        <TextButton small onClick={onMore} disabled={waiting}>
          {waiting ? 'Fetching' : 'Show more'}
        </TextButton>
      )}
    </footer>
  )
}
