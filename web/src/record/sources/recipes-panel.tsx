import { useState } from 'react'
import { TextButton } from '~/design/button'
import { CopyBlock } from '~/design/copy-block'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import type { Source } from './queries'
import { recipesFor, targetOf } from './recipes'
import classes from './sources.module.css'

/** Code ready to paste, for the clients people already have. */
export function RecipesPanel({ source }: { source: Source }) {
  const write_key = source.write_keys[0]
  const recipes = recipesFor(source.kind, targetOf(window.location.origin, write_key ?? ''))
  const [chosen, choose] = useState(recipes[0]!.key)
  const recipe = recipes.find(({ key }) => key === chosen) ?? recipes[0]!
  return (
    <Panel
      title="Send to it"
      note="Your address and key are filled in. Any client of Segment’s protocol works."
    >
      {write_key === undefined ? (
        <Empty title="It has no open write key">Make one above, and the code appears here.</Empty>
      ) : (
        <div className={classes.body}>
          <div className={classes.tabs} role="group" aria-label="Clients">
            {recipes.map(({ key, name }) => (
              <TextButton small key={key} aria-pressed={key === recipe.key} onClick={() => choose(key)}>
                {name}
              </TextButton>
            ))}
          </div>
          <p className="note soft">{recipe.note}</p>
          <CopyBlock code={recipe.code} label={`Code for ${recipe.name}`} />
        </div>
      )}
    </Panel>
  )
}
