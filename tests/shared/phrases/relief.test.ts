import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quitWayOf, type Serving, type Unasked } from '../../../src/main/apps/quit-way.ts'
import { protectedReason } from '../../../src/main/apps/protected.ts'
import { candidatesOf } from '../../../src/main/relief/candidates.ts'
import { gapsOf } from '../../../src/main/relief/gaps.ts'
import { planOf, planOfRoom, stepsFor } from '../../../src/main/relief/plan.ts'
import type { Purpose } from '../../../src/main/relief/planned.ts'
import type { App } from '../../../src/shared/app.ts'
import { appId, loadId, modelId, pid, serverId } from '../../../src/shared/ids.ts'
import type { Relief, ReliefWant, Suggestion } from '../../../src/shared/relief.ts'
import { shownCandidate, shownRelief, shownSuggestion } from '../../../src/shared/relief-text.ts'
import type { Eject, Model } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { appOf, macAt, modelOf, serverOf, t0 } from '../../alerts/moments.ts'
import { idleModel, ready, resting } from '../../apps/quittable.ts'
import { sayingIn, translated, unknownOf } from './books.ts'

const bytes = fc.nat({ max: 60e9 })
const name = fc.constantFrom('gemma3', 'qwen3:30b', 'Weft', 'Final Cut Pro', 'Words and Pictures')
const ejects: readonly Eject[] = [
  { kind: 'unload', takesAll: false },
  { kind: 'unload', takesAll: true },
  { kind: 'quit' },
]
const machine = fc.record({
  models: fc.array(
    fc.record({
      name,
      bytes,
      state: fc.constantFrom<Model['state']>('idle', 'loaded'),
      idleMs: fc.option(fc.nat(9_000_000)),
      server: fc.nat(2),
      eject: fc.constantFrom(...ejects),
    }),
    { maxLength: 4 },
  ),
  apps: fc.array(
    fc.record({
      name,
      bytes,
      isFront: fc.boolean(),
      kind: fc.constantFrom<App['kind']>('app', 'virtual-machine'),
      hasWindows: fc.constantFrom(true, false, null),
      unusedMs: fc.option(fc.nat(90_000_000)),
      gpuRatio: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      quitEnds: fc.constantFrom(null, 'everything that runs in it'),
    }),
    { maxLength: 6 },
  ),
  figures: fc.record({
    ramBytes: bytes.map((one) => one + 8e9),
    availableBytes: bytes,
    limitBytes: bytes.map((one) => one + 5e9),
    gpuInUseBytes: bytes,
  }),
  isUnified: fc.boolean(),
})
type Machine = typeof machine extends fc.Arbitrary<infer T> ? T : never

function snapshotOf(any: Machine): Snapshot {
  const mac = macAt(
    t0,
    {
      servers: [0, 1, 2].map((index) =>
        serverOf(`s${index}`, { title: index === 2 ? 'LM Studio' : 'Ollama' }),
      ),
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

/** All that a screen says of it. */
function saidOf(relief: Relief, cause: Suggestion['cause']): readonly string[] {
  const { lead, sentence, steps, sum, button, title } = shownSuggestion({ cause, relief })
  const rows = [...steps, ...relief.candidates.map((one) => shownCandidate(one, 'ram'))]
  return [
    title,
    lead,
    sentence,
    ...[sum, button].flatMap((text) => text ?? []),
    ...rows.flatMap(({ act, figure, words, risk }) =>
      [act, figure, words ?? [], risk ?? []].flat(),
    ),
  ]
}
const causes: readonly Suggestion['cause'][] = [
  { kind: 'load', loadId: loadId('l'), name: 'qwen3:30b' },
  { kind: 'room' },
  { kind: 'gpu-time', modelId: modelId('m0'), name: 'gemma3' },
]

/** The same machines each time: what is not known is found again. */
function saidOfAll(numRuns: number, say: (snapshot: Snapshot, need: number) => readonly string[]) {
  const samples = fc.sample(fc.tuple(machine, bytes), { numRuns, seed: 11 })
  return samples.flatMap(([any, need]) => say(snapshotOf(any), need))
}

/** Each figure is another one: so many sentences are alike but for theirs. */
const shapesOf = (texts: readonly string[]): number =>
  new Set(texts.map((text) => text.replaceAll(/\d[\d.]*/g, '#'))).size

const [first, second, third] = causes

test('whatever makes room, each plan is known in every language, and each of its steps', () => {
  const texts = saidOfAll(250, (snapshot, needBytes) =>
    [undefined, 'gpu' as const, 'ram' as const].flatMap((on) => {
      const want: ReliefWant = { kind: 'room', needBytes, ...(on === undefined ? {} : { on }) }
      return second === undefined ? [] : saidOf(planOf(want, snapshot), second)
    }),
  )
  expect(shapesOf(texts)).toBeGreaterThan(300)
  expect(unknownOf(texts)).toEqual([])
  const said = translated.flatMap((language) => texts.map(sayingIn(language).say))
  // no step is taken for a part of another one's name
  expect(said.filter((text) => /\b(?:unload|quit|idle|there is|missing)\b/i.test(text))).toEqual([])
})

test('whatever a load or the machine itself needs, the plan is known', () => {
  const purposes: readonly Purpose[] = [{ kind: 'ease' }, { kind: 'load', name: 'qwen3:30b' }]
  const texts = saidOfAll(100, (snapshot, needBytes) => {
    const want = { kind: 'room', needBytes } as const
    const gaps = gapsOf(want, snapshot)
    if (gaps === null || first === undefined) return []
    const candidates = candidatesOf(snapshot)
    const steps = stepsFor(gaps, candidates)
    return purposes.flatMap((purpose) => {
      const given = purpose.kind === 'ease' && steps.length === 0 ? {} : { purpose }
      const plan = { want, candidates, where: snapshot, ...given }
      return [planOfRoom(gaps, plan), planOfRoom(gaps, { ...plan, steps })].flatMap((relief) =>
        saidOf(relief, first),
      )
    })
  })
  expect(shapesOf(texts)).toBeGreaterThan(200)
  expect(unknownOf(texts)).toEqual([])
})

test('whatever has the GPU’s time, the plan is known', () => {
  const texts = saidOfAll(150, (snapshot, need) =>
    [0, need / 60e9].flatMap((needRatio) =>
      third === undefined ? [] : saidOf(planOf({ kind: 'gpu-time', needRatio }, snapshot), third),
    ),
  )
  expect(shapesOf(texts)).toBeGreaterThan(50)
  expect(unknownOf(texts)).toEqual([])
})

test('that nobody knows how much room there is is known, and why', () => {
  const mac = macAt(t0)
  const { room } = mac
  const rooms: readonly Snapshot['room'][] = [
    { kind: 'failed', reason: 'the GPU does not answer', state: 'unknown' },
    ...(room.kind === 'ok'
      ? [
          { ...room, isGpuUnknown: true },
          { ...room, isStale: true },
        ]
      : []),
  ]
  const texts = rooms.map(
    (one) => shownRelief(planOf({ kind: 'room', needBytes: 1e9 }, { ...mac, room: one })).sentence,
  )
  expect(new Set(texts).size).toBe(2)
  expect(unknownOf(texts)).toEqual([])
})

test('whether an app may be asked, what it may lose and why it may not are known', () => {
  const member = { pid: pid(700), parentPid: pid(1), isOwn: true }
  const programs = [
    null,
    '(kthreadd)',
    'launchd',
    '/usr/bin/login',
    '/opt/loom',
    '/usr/lib/systemd',
  ]
  const signs = [
    ...programs.map((executable) => ({ members: [{ ...member, executable }] })),
    { members: [{ ...member, pid: pid(1), executable: '/sbin/init' }] },
    { members: [{ ...member, pid: pid(9), executable: '/opt/sh' }] },
    { members: [{ ...member, isOwn: false, executable: '/opt/loom' }] },
    { members: [true, false].map((isOwn) => ({ ...member, isOwn, executable: '/opt/loom' })) },
    { isUnattended: true },
  ]
  const whole: readonly Partial<Unasked>[] = [
    ...signs.map((one) => ({ quitSigns: { ...resting.quitSigns, ...one } })),
    { isHeadroom: true },
    { bundleId: 'com.apple.finder' },
    { hasWindows: true },
    { hasWindows: null },
    { iconName: 'terminal' },
    { iconName: 'engine' },
    { kind: 'virtual-machine', quitEnds: 'every virtual machine that runs in it' },
    { hasWindows: true, quitEnds: 'its virtual machine and every container in it' },
    { hasWindows: true, iconName: 'terminal', quitEnds: 'everything that runs in it' },
  ]
  const servings: readonly Serving[] = [
    { servers: [], models: [] },
    ...[1, 2, 4].map((count) => ({
      servers: [ready],
      models: ['gemma3', 'qwen3:30b', 'phi4', 'mistral'].slice(0, count).map(idleModel),
    })),
    { servers: [{ ...ready, state: 'silent' as const }], models: [idleModel()] },
  ]
  const own = { self: pid(8), ancestors: new Set([pid(9)]) }
  const ways = whole.flatMap((given) =>
    servings.map((serving) => quitWayOf({ ...resting, unusedMs: null, ...given }, serving, own)),
  )
  const texts = ways.flatMap((way) => (way.kind === 'none' ? way.reason : (way.risk ?? [])))
  const itself = protectedReason({ pid: pid(8), executable: '/opt/headroom' }, own)
  expect(new Set(texts).size).toBeGreaterThan(25)
  expect(unknownOf([...texts, ...(itself === null ? [] : [itself])])).toEqual([])
})
