import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { HoursForm } from './hours-form'
import { schedulesQuery, type Schedule } from './queries'
import { ScheduleTable } from './schedule-table'
import classes from './schedules.module.css'
import { TargetsPanel } from './targets-panel'

/** When somebody is there, and what is promised: what business time and promises kept are measured by. */
export default function SchedulesPage() {
  usePageTitle('Working hours')
  const schedules = useQuery(schedulesQuery)
  const [edited, edit] = useState<Schedule | 'new'>()
  return (
    <div className={classes.column}>
      {edited && (
        <HoursForm
          key={edited === 'new' ? 'new' : edited.slug}
          schedule={edited === 'new' ? undefined : edited}
          onDone={() => edit(undefined)}
        />
      )}
      <Panel
        level={1}
        title="Working hours"
        note="What tickets wait in business time: weekly hours in a zone, public holidays, days with hours of their own"
        tools={!edited && <TextButton onClick={() => edit('new')}>New schedule</TextButton>}
      >
        <Loaded query={schedules} shapes={<Shapes rows={3} height={40} label="Loading schedules" />}>
          {({ rows }) => (rows.length === 0 ? <NoSchedule /> : <ScheduleTable rows={rows} onEdit={edit} />)}
        </Loaded>
      </Panel>
      <TargetsPanel />
    </div>
  )
}

function NoSchedule() {
  return (
    <Empty title="No schedule yet">
      Until there is one, nothing can be told in business time. The first schedule holds for all tickets;
      later ones for those whose property “schedule” names them.
    </Empty>
  )
}
