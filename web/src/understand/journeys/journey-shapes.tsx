import classes from './journey-shapes.module.css'

/** The grey shapes of a journey to come: names, a curve's place, drop-off. */
export function JourneyShapes() {
  return (
    <div className={classes.shapes} role="status" aria-label="Loading the journey">
      {Array.from({ length: 8 }, (_, stage) => (
        <span key={stage} className={classes.stage}>
          <span />
          <span style={{ height: 138 - Math.abs(4 - stage) * 14 }} />
          <span />
        </span>
      ))}
    </div>
  )
}
