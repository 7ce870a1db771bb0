import { useChange } from '~/api/use-change'
import { buttonClass } from '~/design/button'
import { CopyBlock, CopyButton } from '~/design/copy-block'
import { Panel } from '~/design/panel'
import { readDefinition } from '../definition/reading'
import { Tick } from '../editor/small-fields'
import { changeSurvey, type KeptSurvey } from '../queries'
import { QrCode } from './qr-code'
import classes from './share.module.css'

/** The link that is open to everybody: to copy, to scan, to put into a page, to show on a device in the store. */
export function LinkPanel({ kept }: { kept: KeptSurvey }) {
  const address = `${window.location.origin}${kept.path}`
  const change = useChange(['surveys'], (is_linked: boolean) =>
    changeSurvey(kept.id, {
      name: kept.name,
      definition: readDefinition(kept.definition)!,
      revision: kept.revision,
      is_linked,
    }),
  )
  return (
    <Panel title="Link" note="It cannot be guessed, and says nothing of who follows it">
      <div className={classes.link}>
        <div className={classes.ways}>
          <Tick
            label="Anybody with the link may answer"
            hint="otherwise only those who are invited below"
            isOn={kept.is_linked}
            onTurn={(isOn) => change.mutate(isOn)}
          />
          {kept.is_linked && (
            <>
              <p className={classes.address}>
                <a href={address} target="_blank" rel="noreferrer">
                  {address}
                </a>
              </p>
              <p className={classes.buttons}>
                <CopyButton text={address} name="Copy the link" />
                <a className={buttonClass} href={address} target="_blank" rel="noreferrer">
                  Answer it yourself
                </a>
              </p>
              <p className={classes.label}>In a page or a mail</p>
              <CopyBlock label="A link as HTML" code={`<a href="${address}">${escaped(kept.name)}</a>`} />
            </>
          )}
        </div>
        {kept.is_linked && <QrCode text={`${address}?via=qr`} name={kept.name} />}
      </div>
    </Panel>
  )
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
