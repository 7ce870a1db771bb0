import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Panel } from '~/design/panel'
import { useWidth } from '~/design/use-width'
import type { Definition } from '../definition/definition'
import classes from './preview.module.css'
import { usePreview } from './use-preview'

const PREVIEW = '/survey-preview'
const SIZES = { phone: { width: 390, height: 700 }, desktop: { width: 1024, height: 760 } }
export type Device = keyof typeof SIZES

interface PreviewPaneProps {
  survey: Definition
  page: number | undefined
  device: Device
  onDevice: (device: Device) => void
}

/** The survey as those see it who answer: the respondents' own page in a frame, on a phone or a desktop. */
export function PreviewPane({ survey, page, device, onDevice }: PreviewPaneProps) {
  const { frame, wrong, again } = usePreview(survey, page)
  const [ref, room] = useWidth(SIZES.phone.width)
  const { width, height } = SIZES[device]
  const scale = Math.min(1, room / width)
  return (
    <Panel
      title="Preview"
      note="Answer it: nothing is kept"
      tools={
        <>
          <IconButton label="On a phone" aria-pressed={device === 'phone'} onClick={() => onDevice('phone')}>
            <Icon name="mobile" />
          </IconButton>
          <IconButton
            label="On a desktop"
            aria-pressed={device === 'desktop'}
            onClick={() => onDevice('desktop')}
          >
            <Icon name="screen" />
          </IconButton>
          <TextButton small onClick={again}>
            Begin again
          </TextButton>
        </>
      }
    >
      {wrong && (
        <p className={classes.wrong} role="status">
          The preview waits: {wrong}
        </p>
      )}
      <div ref={ref} className={classes.room} style={{ height: height * scale }}>
        <iframe
          ref={frame}
          src={PREVIEW}
          title={`The survey on a ${device}`}
          sandbox="allow-scripts allow-same-origin allow-forms"
          className={classes.frame}
          style={{ width, height, transform: scale < 1 ? `scale(${scale})` : undefined }}
        />
      </div>
    </Panel>
  )
}
