import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLearning, learntOf, withLoad } from '../../../src/main/fit/learnt/learning.ts'
import { reportedRatios } from '../../../src/main/fit/learnt/reported.ts'
import type { LearntSubject } from '../../../src/main/fit/learnt/subject.ts'
import { learntForm } from '../../../src/main/history/learnt/learnt-file.ts'
import type { LearntParts } from '../../../src/main/history/learnt/learnt-parts.ts'
import type { LearntStore } from '../../../src/main/history/learnt/learnt-store.ts'
import { learntUseOf, type LearntUse } from '../../../src/main/history/learnt/learnt-use.ts'
import { learntNeed } from '../../../src/main/inference/estimate/learnt-need.ts'
import type { Need, NeedPart, PartName } from '../../../src/main/inference/estimate/need.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { learntInMemory, storeInMemory } from '../../history/learnt-fake.ts'

const mib = 2 ** 20
const part = (name: PartName, bytes: number): NeedPart => ({
  name,
  bytes,
  onGpuBytes: bytes,
  band: null,
  basis: 'approximate',
  formula: '',
})
const base: Need = {
  parts: [part('weights', 4_000 * mib), part('kv', 1_000 * mib), part('compute', 300 * mib)],
  growth: null,
  remarks: [],
}
const subject: LearntSubject = {
  engine: 'llama.cpp',
  build: 'b6800',
  program: null,
  likeness: 'qwen3 Q4_K_M 36 4683073952 cafe metal',
  name: 'qwen3.gguf',
}
const honest: LogFacts = {
  gpuModelBytes: 4_000 * mib,
  gpuKvBytes: 1_000 * mib,
  gpuComputeBytes: 330 * mib,
}

const changeBy =
  ({ note }: LearntUse): LearntStore['change'] =>
  async (how) => {
    note(how)
    return { kind: 'ok', value: null, atMs: 0, tookMs: 0 }
  }

const minuteMs = 60_000
const after = (...all: readonly LogFacts[]): LearntParts =>
  all.reduce<LearntParts>((parts, one, index) => {
    const ratios = reportedRatios(base, one, null)
    return ratios === null ? parts : withLoad(parts, { subject, ratios }, index * minuteMs)
  }, learntForm.none)
const computeRatio = (parts: LearntParts): number =>
  learntOf(parts, subject)?.ratios.computeBytes ?? 1

describe('what is learnt of a load', () => {
  test('is by how much each part was more than estimated that its engine has printed', () => {
    const ratios = reportedRatios(base, honest, null)
    expect(ratios).toEqual({ weightsBytes: 1, kvBytes: 1, computeBytes: expect.closeTo(1.1, 9) })
  })

  test('moves the next estimate by half of that, and three by three quarters', () => {
    expect(computeRatio(after(honest))).toBeCloseTo(1.05, 9)
    expect(computeRatio(after(honest, honest, honest))).toBeCloseTo(1.075, 9)
  })

  test('is the middle of the last eight: one that is wrong among them moves nothing', () => {
    const lie = { ...honest, gpuComputeBytes: 370 * mib }
    expect(computeRatio(after(honest, lie, honest))).toBe(
      computeRatio(after(honest, honest, honest)),
    )
    const later = Array.from({ length: 8 }, () => ({ ...honest, gpuComputeBytes: 300 * mib }))
    expect(computeRatio(after(honest, honest, honest, ...later))).toBe(1)
  })

  test('is one load, however many Headrooms have seen it', () => {
    const ratios = { weightsBytes: 1, computeBytes: 1.1 }
    const once = withLoad(learntForm.none, { subject, ratios }, 0)
    expect(withLoad(once, { subject, ratios }, 3_000)).toBe(once)
  })

  test.each<[string, LogFacts]>([
    ['of another file', { ...honest, modelPath: '/m/other.gguf' }],
    ['of other weights than the file has', { ...honest, gpuModelBytes: 4_300 * mib }],
    ['without weights', { gpuKvBytes: 1_000 * mib, gpuComputeBytes: 330 * mib }],
    ['that is not told to its end', { gpuModelBytes: 4_000 * mib, gpuKvBytes: 1_000 * mib }],
  ])('is nothing where the log is %s', (_, facts) => {
    expect(reportedRatios(base, facts, '/m/qwen3.gguf')).toBeNull()
  })

  test('is nothing of a part that is farther off than any engine is', () => {
    const lying = { ...honest, gpuKvBytes: 532 * mib, gpuComputeBytes: 30_000 * mib }
    expect(reportedRatios(base, lying, null)).toEqual({ weightsBytes: 1 })
  })

  test('is nothing of a guess, nor of what a draft model shares', () => {
    const guessed = {
      ...base,
      parts: base.parts.map((one) => ({ ...one, basis: 'guess' as const })),
    }
    expect(reportedRatios(guessed, honest, null)).toBeNull()
    const drafted = { ...base, parts: [...base.parts, part('draft', 5)] }
    expect(reportedRatios(drafted, honest, null)).toBeNull()
  })
})

describe('what was learnt is used', () => {
  const learnt = after(honest, honest, honest)
  const of = (more: Partial<LearntSubject>) => learntOf(learnt, { ...subject, ...more })

  test('for the same model by the same engine and build, whatever it is called', () => {
    expect(of({ name: 'a-link.gguf' })?.loads).toBe(3)
    expect(of({ likeness: 'qwen3 Q4_K_M 36 4683073952 beef metal' })).toBeNull()
    expect(of({ engine: 'ollama' })).toBeNull()
    expect(of({ build: 'b6801' })).toBeNull()
  })

  test('of the build that ran last where nobody says which', () => {
    const newer = { ...subject, build: 'b7000' }
    const both = withLoad(learnt, { subject: newer, ratios: { computeBytes: 1.2 } }, 9 * minuteMs)
    expect(learntOf(both, { ...subject, build: null })?.ratios.computeBytes).toBeCloseTo(1.1, 9)
    expect(of({ build: null, program: 'lm-studio' })).toBeNull()
  })

  test('only as long as the user wants it', () => {
    let learns = true
    const { use, parts } = learntInMemory(learnt)
    const store = { ...storeInMemory(), parts, change: changeBy(use) }
    const learning = createLearning(learntUseOf(store, { learns: () => learns, notes: () => true }))
    learning.note({ subject, ratios: { computeBytes: 1.1 } }, 5 * minuteMs)
    expect(learning.of(subject)?.loads).toBe(4)
    learns = false
    learning.note({ subject, ratios: { computeBytes: 1.1 } }, 7 * minuteMs)
    expect(learning.of(subject)).toBeNull()
    learns = true
    expect(learning.of(subject)?.loads).toBe(4)
  })
})

describe('a log that lies', () => {
  const figure = fc.oneof(
    fc.constantFrom(0, 1, 4_000 * mib, 1_000 * mib, 300 * mib, Number.MAX_SAFE_INTEGER),
    fc.double({ min: 0, max: 2 ** 50, noNaN: true }),
    fc.double({ min: 0.7, max: 1.4, noNaN: true }).map((ratio) => ratio * 4_000 * mib),
    fc.double({ min: 0.7, max: 1.4, noNaN: true }).map((ratio) => ratio * 300 * mib),
  )
  const facts = fc.record(
    {
      gpuModelBytes: figure,
      gpuKvBytes: figure,
      gpuComputeBytes: figure,
      cpuModelBytes: figure,
      cpuComputeBytes: figure,
      gpuOutputBytes: figure,
    },
    { requiredKeys: ['gpuModelBytes'] },
  )

  test('moves no part of an estimate by more than a tenth less or 15 hundredths more', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), (lies) => {
        const need = learntNeed(base, learntOf(after(...lies), subject))
        for (const [index, one] of need.parts.entries()) {
          const was = base.parts[index]?.bytes ?? 0
          expect(one.bytes).toBeGreaterThanOrEqual(Math.floor(was * 0.9))
          expect(one.bytes).toBeLessThanOrEqual(Math.ceil(was * 1.15))
          expect(one.onGpuBytes).toBeLessThanOrEqual(one.bytes)
        }
      }),
    )
  })

  test('does so by way of the file too, whoever has written that', () => {
    const ratios = fc.dictionary(
      fc.constantFrom('weightsBytes', 'kvBytes', 'computeBytes', '__proto__'),
      fc.oneof(fc.double(), fc.double({ min: 0.7, max: 1.4 })),
    )
    const [kept] = after(honest).models
    fc.assert(
      fc.property(fc.array(fc.array(ratios, { maxLength: 8 }), { maxLength: 4 }), (written) => {
        const models = written.map((all) => ({
          ...kept,
          seen: all.map((one) => ({ atMs: 5, ratios: one })),
        }))
        const parts = learntForm.parse(JSON.stringify({ models })) ?? learntForm.none
        const need = learntNeed(base, learntOf(parts, subject))
        for (const [index, one] of need.parts.entries()) {
          const ratio = one.bytes / (base.parts[index]?.bytes ?? 1)
          expect(ratio).toBeGreaterThanOrEqual(0.899)
          expect(ratio).toBeLessThanOrEqual(1.151)
        }
      }),
    )
  })
})
