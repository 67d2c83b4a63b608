import { useEffect, useRef, type ReactNode } from 'react'
import { drawGauge, gaugeSizePoints, type GaugeLook } from '../../shared/gauge.ts'
import styles from './GaugePicture.module.css'

/** Of the finest display. */
const pixelsPerPoint = 3
const sizePixels = gaugeSizePoints * pixelsPerPoint

/** The very gauge of the menu bar. What it says stands beside it. */
export function GaugePicture({ look }: { readonly look: GaugeLook }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { style, state, alert, isReplay, steps } = look
  useEffect(() => {
    const pixels = drawGauge({ style, state, alert, isReplay, steps }, sizePixels)
    const image = new ImageData(new Uint8ClampedArray(pixels), sizePixels, sizePixels)
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
  }, [style, state, alert, isReplay, steps])
  return (
    <canvas
      ref={canvas}
      className={styles['gauge']}
      width={sizePixels}
      height={sizePixels}
      aria-hidden="true"
    />
  )
}
