import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { Panel } from '~/design/panel'
import { Empty, Failed } from '~/design/states'

export function NotFound() {
  return (
    <Panel level={1} title="There is no such page">
      <Empty title="The address leads nowhere">
        It may have been mistyped. <Link to="/">Go to the overview</Link>.
      </Empty>
    </Panel>
  )
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Panel label="Error">
      <Failed trouble={troubleOf(error)} retry={reset} />
    </Panel>
  )
}
