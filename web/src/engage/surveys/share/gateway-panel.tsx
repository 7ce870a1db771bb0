import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { Fold } from '../editor/small-fields'
import { GatewayForm } from './gateway-form'
import { gatewayQuery } from './share-queries'
import classes from './share.module.css'

/** The gateway that text messages leave by: one for all surveys. */
export function GatewayPanel() {
  const found = useQuery(gatewayQuery)
  const gateway = found.data?.gateway
  const note = gateway
    ? `They leave by ${hostOf(gateway.url)}${gateway.is_on ? '' : ', which is off'}`
    : 'No gateway is set up'
  return (
    <Panel title="Text messages" note={`${note}; the same for all surveys`}>
      <Loaded query={found} shapes={<Shapes rows={1} height={32} label="Loading the gateway" />}>
        {({ gateway }) => (
          <div className={classes.form}>
            <Fold title={gateway ? 'Change the gateway' : 'Set up a gateway'}>
              <GatewayForm key={gateway?.url ?? ''} gateway={gateway} />
            </Fold>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}
