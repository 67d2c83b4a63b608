import { existsSync } from 'node:fs'
import { percentOff } from '../../eval/llama/percent-off.ts'
import { fromRoot } from '../../from-root.ts'
import { estimators, needsOfPoints, needsOfShapes, type WholeNeed } from '../fit/whole-needs.ts'
import type { BenchNumber, Figure } from '../number.ts'

const points = fromRoot('../shared/corpus/estimates/points.jsonl')
const shapes = fromRoot('../shared/corpus/llama-fit-shapes')

const ofLogs = 'logs of Macs'
const ofServer = 'shapes, llama-server'
const ofLibrary = 'shapes, library'

/** Weights, caches, state and compute on the device, as the engine printed them. */
export const number: BenchNumber = {
  name: 'fit-accuracy',
  what: 'error of the whole need, beside other estimators and rules of thumb on the same loads',
  run: async () => {
    const fromLogs = existsSync(points)
      ? figuresOf(ofLogs, await needsOfPoints(points))
      : [lacking(ofLogs)]
    if (!existsSync(shapes)) return [...fromLogs, lacking(ofServer), lacking(ofLibrary)]
    const { server, library } = await needsOfShapes(shapes)
    return [...fromLogs, ...figuresOf(ofServer, server), ...figuresOf(ofLibrary, library)]
  },
}

const lacking = (group: string): Figure => ({
  what: group,
  value: null,
  unit: '%',
  bar: null,
  note: 'the corpus of sizes is not here',
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
