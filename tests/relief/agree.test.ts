import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { unitSystems } from '../../src/shared/settings.ts'
import { setUnitSystem } from '../../src/shared/unit-system.ts'
import { candidatesOf } from '../../src/main/relief/candidates.ts'
import { gapsOf } from '../../src/main/relief/gaps.ts'
import { planOf, planOfRoom, stepsFor } from '../../src/main/relief/plan.ts'
import type { Relief } from '../../src/shared/relief.ts'
import { shownRelief } from '../../src/shared/relief-text.ts'
import type { App } from '../../src/shared/app.ts'
import { appId, modelId, serverId } from '../../src/shared/ids.ts'
import type { Eject, Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { appOf, macAt, modelOf, serverOf, t0 } from '../alerts/moments.ts'
import { disagreementsOf, isSum } from './agree.ts'

const bytes = fc.nat({ max: 200e9 })
const name = fc.oneof(
  fc.constantFrom('gemma3', 'qwen3:30b', '4.1 GB of RAM', '\u001b[31m\u202eevil\n'.repeat(30)),
  fc.string({ unit: 'grapheme', maxLength: 60 }).filter((one) => !/NaN|null|-\d|\d/.test(one)),
)
const ejects: readonly Eject[] = [
  { kind: 'unload', takesAll: false },
  { kind: 'unload', takesAll: true },
  { kind: 'quit' },
  { kind: 'none', reason: 'x' },
]
const models = fc.array(
  fc.record({
    name,
    bytes,
    state: fc.constantFrom<Model['state']>('idle', 'loaded', 'generating', 'loading'),
    idleMs: fc.option(fc.nat(9_000_000)),
    server: fc.nat(2),
    eject: fc.constantFrom(...ejects),
  }),
  { maxLength: 5 },
)
const apps = fc.array(
  fc.record({
    name,
    bytes,
    isFront: fc.boolean(),
    hasWindows: fc.constantFrom(true, false, null),
    gpuRatio: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    quitEnds: fc.option(fc.constant('its containers')),
  }),
  { maxLength: 7 },
)
const figures = fc.record({
  ramBytes: bytes.map((one) => one + 8e9),
  availableBytes: bytes,
  limitBytes: bytes.map((one) => one + 5e9),
  gpuInUseBytes: bytes,
})
const machine = fc.record({ models, apps, figures, isUnified: fc.boolean() })

function snapshotOf(any: typeof machine extends fc.Arbitrary<infer T> ? T : never): Snapshot {
  const mac = macAt(
    t0,
    {
      servers: [0, 1, 2].map((index) => serverOf(`s${index}`)),
      models: any.models.map((one, index) =>
        modelOf(one.name, one.bytes, {
          id: modelId(`m${index}`),
          serverId: serverId(`s${one.server}`),
          state: one.state,
          idleSinceMs: one.idleMs === null ? null : t0 - one.idleMs,
          eject: one.eject,
        }),
      ),
      apps: any.apps.map((one, index): App => ({
        ...appOf(one.name, one.bytes),
        ...one,
        id: appId(`a${index}`),
      })),
    },
    any.figures,
  )
  const { gpu } = mac
  return { ...mac, gpu: gpu.kind === 'ok' ? { ...gpu, isUnified: any.isUnified } : gpu }
}

/** The rows of a card add up to its sum as they are shown, and each is as the sentence has it. */
function rowsOf(relief: Relief): string {
  const { steps, sum } = shownRelief(relief)
  const rows = steps.map(({ figure }) => figure)
  if (steps.length <= 4 && rows.some((figure) => !relief.sentence.includes(`(${figure}`)))
    return 'not as in the sentence'
  const [, about, total] = /^(?:up to )?(about )?(.+)$/.exec(sum ?? '') ?? []
  const here = rows.filter((figure) => !/ in RAM| on the GPU/.test(figure))
  return isSum(total, about, ...here.map((figure) => figure.replace('up to ', '')))
    ? 'add up'
    : `${rows.join(' + ')} is not ${sum}`
}

afterEach(() => setUnitSystem('decimal'))

test.each(unitSystems)(
  'whatever a machine has, each plan adds up, is enough where it says so, and names only what may go: %s',
  (system) => {
    setUnitSystem(system)
    const ends = new Set<string>()
    fc.assert(
      fc.property(machine, bytes, (any, needBytes) => {
        const snapshot = snapshotOf(any)
        const relief = planOf({ kind: 'room', needBytes }, snapshot)
        expect(disagreementsOf(relief)).toEqual([])
        expect(relief.sentence).not.toMatch(/[\p{Cc}\u202e]/u)
        ends.add(`${relief.isEnough} ${relief.steps.length > 0} ${relief.have?.line}`)
        for (const { modelId: id } of relief.candidates)
          if (id !== null)
            expect(snapshot.models.find((model) => model.id === id)?.state).toMatch(/idle|loaded/)
        expect(rowsOf(relief)).toBe('add up')
        expect(relief.lead).not.toMatch(/[\p{Cc}\u202e]|undefined|NaN/u)
        expect(relief.lead === relief.sentence).toBe(relief.steps.length === 0)
        expect(/would (?:still be missing|not be enough)\.$/.test(relief.lead)).toBe(
          relief.steps.length > 0 && !relief.isEnough,
        )
      }),
      { numRuns: 1_000 },
    )
    expect([...ends].toSorted()).toEqual([
      'false false gpu',
      'false false ram',
      'false true gpu',
      'false true ram',
      'true false gpu',
      'true false ram',
      'true true gpu',
      'true true ram',
    ])
  },
)

test.each(unitSystems)(
  'whatever puts a machine at ease is said so that it adds up, and nothing is said of what else helps: %s',
  (system) => {
    setUnitSystem(system)
    const said = new Set<string>()
    fc.assert(
      fc.property(machine, bytes, (any, needBytes) => {
        const snapshot = snapshotOf(any)
        const want = { kind: 'room', needBytes } as const
        const gaps = gapsOf(want, snapshot)
        const candidates = candidatesOf(snapshot)
        const steps = gaps === null ? [] : stepsFor(gaps, candidates)
        if (gaps === null || steps.length === 0) return
        const purpose = { kind: 'ease' } as const
        const relief = planOfRoom(gaps, { want, candidates, where: snapshot, steps, purpose })
        expect(disagreementsOf(relief)).toEqual([])
        expect(rowsOf(relief)).toBe('add up')
        expect(relief.sentence).not.toContain('nothing else')
        expect(
          relief.sentence.startsWith(
            relief.lead.replace(/\.( Of that| In RAM| On the GPU|$).*/, ''),
          ),
        ).toBe(true)
        said.add(/at ease: |would still be missing|is not\.$/.exec(relief.sentence)?.[0] ?? '')
      }),
      { numRuns: 600 },
    )
    expect([...said].toSorted()).toEqual(['at ease: ', 'is not.', 'would still be missing'])
  },
)

test('whatever has the GPU’s time, the plan for it is enough where it says so', () => {
  fc.assert(
    fc.property(machine, fc.double({ min: 0, max: 1, noNaN: true }), (any, needRatio) => {
      const relief = planOf({ kind: 'gpu-time', needRatio }, snapshotOf(any))
      expect(disagreementsOf(relief)).toEqual([])
      const freed = relief.steps.reduce((sum, { gpuRatio }) => sum + (gpuRatio ?? 0), 0)
      if (relief.have !== null) expect(relief.isEnough).toBe(freed >= needRatio - 1e-9)
      expect(relief.steps.every(({ appId: id }) => id !== null)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a sum that does not add up, and a figure of nowhere, are found', () => {
  const snapshot = macAt(t0, {
    servers: [serverOf('s')],
    models: [modelOf('m', 5e9, { state: 'idle', idleSinceMs: t0 - 900_000 })],
  })
  const relief = planOf({ kind: 'room', needBytes: 23e9 }, snapshot)
  expect(disagreementsOf(relief)).toEqual([])
  expect(disagreementsOf({ ...relief, freesBytes: 6e9 })).toHaveLength(1)
  expect(disagreementsOf({ ...relief, isEnough: false })).toHaveLength(1)
  expect(disagreementsOf({ ...relief, candidates: [] })).toHaveLength(1)
  expect(disagreementsOf({ ...relief, shortBytes: 3e9 })).toHaveLength(1)
  const sentence = relief.sentence.replace('5.0 GB', '7.7 GB')
  expect(disagreementsOf({ ...relief, sentence })).toHaveLength(2)
})
