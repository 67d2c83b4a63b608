import { expect, test } from 'vitest'
import {
  actOf,
  concernedBy,
  endQuestion,
  endSentence,
  plannedSentence,
  unloadQuestion,
} from '../../../src/main/core/unload-words.ts'
import { verdictOf } from '../../../src/main/core/unload-verdict.ts'
import type { Sight } from '../../../src/main/core/unload-sight.ts'
import { ejectOf } from '../../../src/main/inference/inventory/eject.ts'
import { modelsIn, type Held } from '../../../src/main/inference/inventory/inventory.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import type { UnloadPlan } from '../../../src/main/inference/server-kind.ts'
import type { ModelState } from '../../../src/shared/server.ts'
import { toldOf } from '../../inference/server-told.ts'
import { unknownOf } from './books.ts'

const names = ['gemma3', 'qwen3:30b', 'phi4', 'mistral', 'sdxl', 'glm'] as const

/** As many models of one server, each in this state, of which one is to be unloaded. */
function heldOf(count: number, ...states: readonly ModelState[]): readonly Held[] {
  const told = toldOf('ollama serve', {
    facts: { models: names.slice(0, count).map((id) => ({ id, sizeBytes: 6e9 })) },
  })
  return modelsIn({
    told: [told],
    memoryOf: () => null,
    fileOf: () => null,
    namesOfBlob: () => [],
    logFactsOf: () => null,
    ramBytes: null,
    nowMs: 50_000,
  }).map((held, at) => ({
    ...held,
    model: { ...held.model, state: states[at] ?? states.at(-1) ?? held.model.state },
  }))
}
const planWith = (whenBusy: string): UnloadPlan => ({
  request: { method: 'POST', path: '/unload', body: null },
  takesAll: true,
  cutsOff: true,
  whenBusy,
  withinMs: 5_000,
})
const cutOff = planWith('its answer is cut off')

/** What is said of one to six models, idle, at work or nobody knows, each alone and together. */
const worlds = [1, 2, 3, 4, 5, 6].flatMap((count) =>
  (['idle', 'loaded', 'generating'] as const).flatMap((first) =>
    (['idle', 'loaded', 'generating'] as const).map((others) => heldOf(count, first, others)),
  ),
)

test('what goes along with a model is known in every language, and what is lost', () => {
  const texts = worlds.flatMap((all) =>
    all.slice(0, 1).flatMap((held) => {
      const concerned = concernedBy(all, held, cutOff)
      return [
        plannedSentence(held, cutOff, concerned),
        endQuestion(all, held),
        endSentence(all, held, { isForced: false }),
        endSentence(all, held, { isForced: true }),
        ...(concerned === null ? [] : [unloadQuestion(held, concerned, cutOff)]),
      ]
    }),
  )
  expect(new Set(texts).size).toBeGreaterThan(100)
  expect(unknownOf(texts)).toEqual([])
})

test('how each kind of server lets a model go is known', () => {
  const [held] = heldOf(1, 'generating')
  if (held === undefined) throw new Error('there is a model')
  const facts = {
    unloadRequest: { method: 'POST', path: '/unload', body: null },
    models: [{ id: 'gemma3', instanceId: 'gemma3' }],
  } as const
  const target = { id: 'gemma3', instanceId: 'gemma3', facts }
  const ways = serverKinds.flatMap(({ unload }) => (unload.kind === 'request' ? unload : []))
  const whenBusy = ways.flatMap(({ plan }) => plan(target)?.whenBusy ?? [])
  const reasons = serverKinds.flatMap((spec) =>
    (['ready', 'silent'] as const).flatMap((state) => {
      const owner = { ...held.joined.owner, spec, state, reason: null }
      const eject = ejectOf({ ...held.joined, owner, holder: owner })
      return eject.kind === 'none' ? eject.reason : []
    }),
  )
  expect(whenBusy).toHaveLength(ways.length)
  expect(new Set(whenBusy).size).toBeGreaterThan(7)
  expect(unknownOf([...whenBusy, ...reasons, ...ways.map(({ otherwise }) => otherwise)])).toEqual(
    [],
  )
})

test('what an unload has come to is known', () => {
  const sight = (held: Held | null, bytes: number): Sight => ({
    held,
    measure: [{ kind: 'footprint', bytes }],
    hasEnded: false,
  })
  const texts = worlds.flatMap((all) =>
    all.slice(0, 1).flatMap((held) =>
      [0, 6e9].flatMap((freedBytes) =>
        [held, null].flatMap((after) =>
          [false, true].map((wasBusy) =>
            verdictOf({
              held,
              plan: cutOff,
              before: sight(held, 7e9),
              after: sight(after, 7e9 - freedBytes),
              wasBusy,
            }),
          ),
        ),
      ),
    ),
  )
  expect(new Set(texts.map(({ outcome }) => outcome)).size).toBe(3)
  expect(unknownOf(texts.flatMap(({ sentence, help }) => [sentence, help ?? []].flat()))).toEqual(
    [],
  )
  const [first] = heldOf(1, 'idle')
  expect(first === undefined ? null : actOf(first, cutOff).request).toBe('POST /unload')
})
