/** A map as a grid: steps as columns under their stages, lanes as rows. On a narrow screen, a card for each step. */
import { useElementSize, useMediaQuery } from '@mantine/hooks'
import { FeelingLane, summary } from './feeling-lane'
import { LANES, stepsOf, type Drawn, type Place } from './lanes'
import classes from './maps.module.css'
import { StepHead } from './way-cells'

const LABELS = 104
const PADDING = 24
const LEAST = 156

export function MapGrid(drawn: Drawn) {
  const narrow = useMediaQuery('(max-width: 899px)', false, { getInitialValueInEffect: false })
  return narrow ? <Cards drawn={drawn} /> : <Grid drawn={drawn} />
}

function placesOf(drawn: Drawn): Place[] {
  const written = stepsOf(drawn.definition)
  return drawn.filled.steps.map((step, at) => ({ drawn, at, step, written: written[at]! }))
}

function Grid({ drawn }: { drawn: Drawn }) {
  const places = placesOf(drawn)
  const { ref, width } = useElementSize<HTMLDivElement>()
  const column = Math.max(LEAST, Math.floor((width - PADDING - LABELS) / places.length))
  return (
    <div
      ref={ref}
      className={classes.scroll}
      tabIndex={0}
      role="region"
      aria-label={`The map ${drawn.definition.name}`}
    >
      <table className={classes.grid} style={{ width: LABELS + column * places.length }}>
        <caption className="spoken">{summary(drawn.filled.steps)}</caption>
        <colgroup>
          <col style={{ width: LABELS }} />
          {places.map(({ at }) => (
            <col key={at} style={{ width: column }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <td />
            {drawn.definition.stages.map(({ name, steps, notes }, at) =>
              steps.length === 0 ? null : (
                <th key={at} scope="colgroup" colSpan={steps.length} className={classes.stage} title={notes}>
                  <span>{name}</span>
                </th>
              ),
            )}
          </tr>
          <tr>
            <td />
            {places.map((place) => (
              <th
                key={place.at}
                scope="col"
                className={classes.step}
                data-assumption={place.step.is_assumption || undefined}
              >
                <StepHead {...place} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Feeling</th>
            <td colSpan={places.length} className={classes.curve}>
              <FeelingLane
                steps={drawn.filled.steps}
                written={places.map(({ written }) => written)}
                column={column}
              />
            </td>
          </tr>
          {LANES.filter(({ has }) => has(drawn)).map(({ name, cell }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {places.map((place) => (
                <td key={place.at}>{cell(place)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cards({ drawn }: { drawn: Drawn }) {
  const places = placesOf(drawn)
  let first = 0
  return drawn.definition.stages.map(({ name, steps }, stage) => {
    const here = places.slice(first, first + steps.length)
    first += steps.length
    if (here.length === 0) return null
    return (
      <section key={stage} aria-label={name}>
        <h2 className={classes.stageName}>{name}</h2>
        {here.map((place) => (
          <article
            key={place.at}
            className={classes.card}
            data-assumption={place.step.is_assumption || undefined}
          >
            <h3 className={classes.cardHead}>
              <StepHead {...place} />
            </h3>
            <FeelingLane steps={[place.step]} written={[place.written]} column={280} />
            <dl className={classes.lanes}>
              {LANES.filter(({ has }) => has(drawn)).map(({ name: lane, cell }) => {
                const told = cell(place)
                return told ? (
                  <div key={lane}>
                    <dt>{lane}</dt>
                    <dd>{told}</dd>
                  </div>
                ) : null
              })}
            </dl>
          </article>
        ))}
      </section>
    )
  })
}
