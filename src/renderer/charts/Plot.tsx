import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react'
import styles from './Plot.module.css'
import { createTimePlot, type PlotDrawing, type PlotFrame, type TimePlot } from './time-plot.ts'

interface Props extends PlotFrame {
  /** Of the canvas, which nobody hears: what it shows is said beside it. */
  readonly name: string
  readonly drawing: PlotDrawing
}

/** Lines over time. It draws, and hears nothing: whoever points at it points at what lies over it. */
export function Plot({ look, ...props }: Props & { readonly look: string }): ReactNode {
  // a plot has its lines, colours and words from the beginning
  const lines = props.drawing.lines.map(({ token, shape }) => `${token} ${shape}`).join()
  return <OnePlot key={`${look} ${lines}`} {...props} />
}

function OnePlot({ name, drawing, ...frame }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<TimePlot | null>(null)
  const { widthPx, heightPx } = frame
  const make = useEffectEvent(() =>
    place.current === null ? null : createTimePlot(place.current, frame, drawing),
  )
  useEffect(() => {
    const made = make()
    plot.current = made
    return () => made?.end()
  }, [])
  useEffect(() => plot.current?.resize(widthPx, heightPx), [widthPx, heightPx])
  useEffect(() => plot.current?.draw(drawing), [drawing])
  return (
    <div
      ref={place}
      className={styles['plot']}
      style={{ height: heightPx }}
      data-plot={name}
      aria-hidden="true"
    />
  )
}
