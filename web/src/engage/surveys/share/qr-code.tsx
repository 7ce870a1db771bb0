import { useMemo } from 'react'
import { encode } from 'uqr'
import { TextButton } from '~/design/button'
import { fileName, saveAs } from '~/design/charts/picture'
import classes from './share.module.css'

const EDGE = 4 // of quiet around it, in dots, as the standard wants

/** The link to be scanned: always dark on light, because not every camera reads the reverse. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const drawing = useMemo(() => drawn(text), [text])
  return (
    <div className={classes.code}>
      <svg
        width={160}
        height={160}
        viewBox={`0 0 ${drawing.size} ${drawing.size}`}
        role="img"
        aria-label={`The link to ${name} as a QR code`}
      >
        <rect width={drawing.size} height={drawing.size} fill="#fff" />
        <path d={drawing.path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <TextButton
        small
        onClick={() => saveAs(new Blob([file(drawing)], { type: 'image/svg+xml' }), fileName(name, 'svg'))}
      >
        Save as SVG
      </TextButton>
    </div>
  )
}

interface Drawing {
  size: number
  path: string
}

function drawn(text: string): Drawing {
  const { data: rows, size } = encode(text, { ecc: 'M', border: 0 })
  const dots = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + EDGE} ${y + EDGE}h1v1h-1z`] : [])),
  )
  return { size: size + 2 * EDGE, path: dots.join('') }
}

const file = ({ size, path }: Drawing) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>\n`
