import { existsSync } from 'node:fs'
import { percentOff } from '../../eval/llama/percent-off.ts'
import { fromRoot } from '../../from-root.ts'
import { findEngine } from '../../engine/install-engine.ts'
import type { Children } from '../../frame/children.ts'
import { needsOfLoads } from '../fit/live-needs.ts'
import { estimators, needsOfPoints, needsOfShapes, type WholeNeed } from '../fit/whole-needs.ts'
import type { Bar, BenchNumber, Figure } from '../number.ts'

const points = fromRoot('../shared/corpus/estimates/points.jsonl')
const shapes = fromRoot('../shared/corpus/llama-fit-shapes')

const ofLogs = 'logs of Macs'
const ofShapes = 'full-size shapes'
const ofLoads = 'toy models, loaded here'

/** Weights, caches, state and compute on the device, as the engine printed them. */
export const number: BenchNumber = {
  name: 'fit-accuracy',
  what: 'error of the whole need, beside other estimators and rules of thumb on the same loads',
  run: async ({ children }) => [
    ...(await orLacking(ofLogs, points, async () =>
      figuresOf(ofLogs, await needsOfPoints(points)).map(withBar),
    )),
    ...(await orLacking(ofShapes, shapes, figuresOfShapes)),
    ...(await figuresOfLoads(children)),
  ],
}

async function figuresOfShapes(): Promise<readonly Figure[]> {
  const { server, library } = await needsOfShapes(shapes)
  return [...figuresOf(`${ofShapes} by llama-server`, server), ...figuresOf(ofShapes, library)]
}

async function figuresOfLoads(children: Children): Promise<readonly Figure[]> {
  const engine = await findEngine()
  if (engine.kind === 'face') return figuresOf(ofLoads, await needsOfLoads(children, engine))
  const note =
    engine.kind === 'none'
      ? engine.reason
      : 'node-llama-cpp is installed where there is no llama-server on PATH'
  return [lacking(ofLoads, note)]
}

/** Design §7, of the whole need on Metal. */
const bars: ReadonlyMap<string, Bar> = new Map([
  [`${ofLogs}: Headroom: median`, { most: 1 }],
  [`${ofLogs}: Headroom: 95 of 100`, { most: 3 }],
])
const withBar = (figure: Figure): Figure => ({ ...figure, bar: bars.get(figure.what) ?? null })

const orLacking = async (
  group: string,
  path: string,
  figures: () => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> =>
  existsSync(path) ? figures() : [lacking(group, 'the corpus of sizes is not here')]

const lacking = (what: string, note: string): Figure => ({
  what,
  value: null,
  unit: '%',
  bar: null,
  note,
})

function figuresOf(group: string, needs: readonly WholeNeed[]): readonly Figure[] {
  return estimators.flatMap((estimator) => {
    const pairs = needs.flatMap(({ truthBytes, said }) => {
      const bytes = said.get(estimator)
      return bytes === undefined ? [] : [{ expected: truthBytes, got: bytes }]
    })
    if (pairs.length === 0) return []
    const { n, medianPct, p95Pct, worstPct, worstUnderPct } = percentOff(pairs)
    const worst = `${n} loads; worst ${worstPct} %, too little by ${worstUnderPct} % at most`
    const figure = (of: string, value: number): Figure => ({
      what: `${group}: ${estimator}: ${of}`,
      value,
      unit: '%',
      bar: null,
    })
    return [{ ...figure('median', medianPct), note: worst }, figure('95 of 100', p95Pct)]
  })
}
