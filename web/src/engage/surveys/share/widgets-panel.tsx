import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { CopyBlock } from '~/design/copy-block'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { sourcesQuery } from '~/record/sources/queries'
import type { KeptSurvey } from '../queries'
import { switchWidget, widgetsQuery } from './share-queries'
import classes from './share.module.css'
import { SwitchButton } from './switch-button'
import { WidgetForm } from './widget-form'
import { momentOf } from './wording'

/** Where it shows on a site that carries the script. */
export function WidgetsPanel({ kept }: { kept: KeptSurvey }) {
  const widgets = useQuery(widgetsQuery(kept.id))
  const sources = useQuery(sourcesQuery)
  const [isMaking, make] = useState(false)
  const key = sources.data?.rows.find(({ kind, write_keys }) => kind === 'web' && write_keys.length)
    ?.write_keys[0]
  const origin = window.location.origin
  const tag = `<script async src="${origin}/regard.js" data-write-key="${key ?? 'rgw_…'}" data-surveys></script>`
  return (
    <Panel
      title="On your site"
      note="To visitors who agreed to be known, once in a while each"
      tools={
        !isMaking && (
          <TextButton small onClick={() => make(true)}>
            New widget
          </TextButton>
        )
      }
    >
      {isMaking && <WidgetForm kept={kept} onDone={() => make(false)} />}
      <Loaded query={widgets} shapes={<Shapes rows={2} height={32} label="Loading the widgets" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            !isMaking && <Empty title="It shows on no page yet" />
          ) : (
            <>
              <ul className={classes.rows}>
                {rows.map((one) => (
                  <li key={one.id}>
                    <div className={classes.what}>
                      <p>
                        <strong>{momentOf(one)}</strong> {!one.is_on && <Tag>off</Tag>}
                      </p>
                      <p className="note soft">
                        {one.pages.length ? one.pages.join(', ') : 'all pages'} ·{' '}
                        {one.place === 'corner' ? 'in the corner' : 'in the middle'} · {one.share} % of
                        visitors, each again after {one.every_days} days
                      </p>
                    </div>
                    <p className={classes.figures}>
                      <span>{formatCount(one.sent)} shown</span>
                      <span>{formatCount(one.withheld)} not</span>
                    </p>
                    <SwitchButton
                      survey={kept.id}
                      name={momentOf(one)}
                      isOn={one.is_on}
                      turn={(isOn) => switchWidget(kept.id, one.id, isOn)}
                    />
                  </li>
                ))}
              </ul>
              <div className={classes.snippet}>
                <p className={classes.label}>The site carries this, with data-surveys</p>
                <CopyBlock label="The script of a site" code={tag} />
              </div>
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}
