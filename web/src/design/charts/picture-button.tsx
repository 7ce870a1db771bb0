import { useState, type RefObject } from 'react'
import { IconButton } from '../button'
import { Icon } from '../icon'
import { fileName, pictureOf, saveAs } from './picture'

/** Saves a chart as it looks now, as PNG. */
export function PictureButton({ name, chart }: { name: string; chart: RefObject<HTMLElement | null> }) {
  const [failed, setFailed] = useState(false)
  const save = async () => {
    const picture = chart.current && (await pictureOf(chart.current))
    setFailed(!picture)
    if (picture) saveAs(picture, fileName(name, 'png'))
  }
  return (
    <>
      <IconButton label="Save as PNG" onClick={() => void save()}>
        <Icon name={failed ? 'warning' : 'picture'} />
      </IconButton>
      <span className="spoken" role="status">
        {failed ? 'This browser could not make a picture' : ''}
      </span>
    </>
  )
}
