import './known-language.ts' // before uPlot
import uPlot from 'uplot'
import { plotInset } from './plot-inset.ts'
import { inkAt, type PlotInk, type PlotToken } from './plot-ink.ts'

export interface PlotLine {
  readonly values: readonly (number | null)[]
  readonly token: PlotToken
  /** `stepped`: each value holds until the next. */
  readonly shape: 'area' | 'line' | 'stepped'
}

/** A level that does not change over the time that is shown. */
export interface PlotGuide {
  readonly value: number
  readonly token: PlotToken
}

/** All that is drawn: lines over instants of even distance, from 0 to the top. */
export interface PlotDrawing {
  readonly sinceMs: number
  readonly untilMs: number
  readonly top: number
  /** false: nothing tells how high it is, and no figure stands beside it. */
  readonly isMeasured: boolean
  readonly atMs: readonly number[]
  readonly lines: readonly PlotLine[]
  readonly guides: readonly PlotGuide[]
}

export interface PlotFrame {
  readonly widthPx: number
  readonly heightPx: number
  /** Whether the hours stand below. */
  readonly hasTime: boolean
  readonly sayValue: (value: number) => string
  /** `stepMs`: how far the ticks are apart. */
  readonly sayTime: (atMs: number, stepMs: number) => string
}

export interface TimePlot {
  draw(drawing: PlotDrawing): void
  resize(widthPx: number, heightPx: number): void
  end(): void
}

/** One plot in its place. What it has drawn last stands in `data-` attributes of the place: scales, box, the first point. */
export function createTimePlot(place: HTMLElement, frame: PlotFrame, first: PlotDrawing): TimePlot {
  const ink = inkAt(place)
  let drawing = first
  const plot = new uPlot(
    optionsOf({ frame, ink, place, first, drawing: () => drawing }),
    dataOf(first),
    place,
  )
  return {
    draw: (next) => {
      drawing = next
      plot.batch(() => {
        plot.setData(dataOf(next), false)
        plot.setScale('x', { min: next.sinceMs, max: next.untilMs })
        plot.setScale('y', { min: 0, max: next.top })
      })
    },
    resize: (width, height) => {
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height })
    },
    end: () => plot.destroy(),
  }
}

const dataOf = ({ atMs, lines }: PlotDrawing): uPlot.AlignedData => [
  [...atMs],
  ...lines.map(({ values }) => [...values]),
]

interface Making {
  readonly frame: PlotFrame
  readonly ink: PlotInk
  readonly place: HTMLElement
  readonly first: PlotDrawing
  readonly drawing: () => PlotDrawing
}

const optionsOf = ({ frame, ink, place, first, drawing }: Making): uPlot.Options => ({
  width: frame.widthPx,
  height: frame.heightPx,
  ms: 1,
  padding: [plotInset.topPx, plotInset.rightPx, frame.hasTime ? 0 : plotInset.bottomPx, 0],
  legend: { show: false },
  cursor: { show: false },
  scales: {
    x: { time: true, auto: false, min: first.sinceMs, max: first.untilMs },
    y: { auto: false, min: 0, max: first.top },
  },
  axes: axesOf(frame, ink, drawing),
  series: [{}, ...first.lines.map((line, index) => seriesOf(line, index + 1, ink))],
  hooks: {
    draw: [
      (plot) => {
        drawing().guides.forEach((guide) => drawGuide(plot, guide, ink))
        tell(plot, place)
      },
    ],
  },
})

const smallestTickPx = 74
/** What is closer to the end would be cut. */
const halfTimePx = 20

function axesOf(
  { hasTime, sayTime, sayValue }: PlotFrame,
  ink: PlotInk,
  drawing: () => PlotDrawing,
): uPlot.Axis[] {
  const plain = {
    stroke: ink.colour('--quiet'),
    font: ink.font,
    ticks: { show: false },
    border: { show: false },
  }
  const grid = { stroke: ink.colour('--grid'), width: 1 }
  return [
    {
      ...plain,
      grid,
      size: hasTime ? plotInset.timePx : 0,
      space: smallestTickPx,
      gap: 8, // below the zero of the other axis
      values: (plot, splits) => {
        const [one = 0, other = one] = splits
        const endPx = plot.bbox.width / uPlot.pxRatio - halfTimePx
        const isSeen = (atMs: number): boolean => hasTime && plot.valToPos(atMs, 'x') <= endPx
        return splits.map((atMs) => (isSeen(atMs) ? sayTime(atMs, other - one) : ''))
      },
    },
    {
      ...plain,
      grid,
      size: plotInset.leftPx,
      space: 34,
      gap: 6,
      values: (_, splits) => splits.map((value) => (drawing().isMeasured ? sayValue(value) : '')),
    },
  ]
}

function seriesOf({ token, shape }: PlotLine, index: number, ink: PlotInk): uPlot.Series {
  const stepped = uPlot.paths.stepped?.({ align: 1 })
  return {
    stroke: ink.colour(token),
    width: 1.5,
    ...(shape === 'area' ? { fill: ink.colour('--trail-surface') } : {}),
    ...(shape === 'stepped' && stepped !== undefined ? { paths: stepped } : {}),
    // what stands alone between two holes is no line: a dot
    points: {
      show: true,
      size: 3,
      width: 0,
      fill: ink.colour(token),
      filter: (plot) => alone(plot.data[index] ?? []),
    },
  }
}

function alone(values: uPlot.AlignedData[number]): number[] {
  const found: number[] = []
  for (let at = 0; at < values.length; at++) {
    const isKnown = (values[at] ?? null) !== null
    if (isKnown && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null)
      found.push(at)
  }
  return found
}

function drawGuide(plot: uPlot, { value, token }: PlotGuide, ink: PlotInk): void {
  const { ctx, bbox } = plot
  const lineWidth = Math.round(uPlot.pxRatio)
  // on whole rows of pixels: between two it would be a blur
  const y = Math.round(plot.valToPos(value, 'y', true)) + (lineWidth % 2) / 2
  ctx.save()
  ctx.strokeStyle = ink.colour(token)
  ctx.lineWidth = lineWidth
  ctx.setLineDash([4 * uPlot.pxRatio, 3 * uPlot.pxRatio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}

/** For whoever compares what is drawn with what was recorded. */
function tell({ scales, bbox, data: [atMs] }: uPlot, { dataset }: HTMLElement): void {
  const { x, y } = scales
  dataset['xMin'] = String(x?.min)
  dataset['xMax'] = String(x?.max)
  dataset['yMin'] = String(y?.min)
  dataset['yMax'] = String(y?.max)
  dataset['firstMs'] = String(atMs[0])
  const box = [bbox.left, bbox.top, bbox.width, bbox.height]
  dataset['box'] = box.map((side) => side / uPlot.pxRatio).join(' ')
}
