import '@mantine/core/styles/Drawer.css'
import { Drawer } from '@mantine/core'
import { Stages } from './navigation'
import classes from './pages-sheet.module.css'

/** All pages by stage, over the lower part of a phone. */
export default function PagesSheet({ close }: { close: () => void }) {
  return (
    <Drawer
      opened
      onClose={close}
      position="bottom"
      size={430}
      title="All pages"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.sheet}>
        <Stages />
      </div>
    </Drawer>
  )
}
