import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Host } from '../../src/main/host/host.ts'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import type { MachineEvent } from '../../src/main/monitor/machine-event.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import { periodMsOf } from '../../src/main/monitor/pace.ts'
import { createSource } from '../../src/main/monitor/source.ts'
import { createFakeHost } from '../fake-host.ts'
import { linuxWorld, meminfoText } from './linux-world.ts'

type Deed =
  | { readonly kind: 'start' | 'stop' }
  | { readonly kind: 'look'; readonly isLooked: boolean }
  | { readonly kind: 'tell'; readonly event: MachineEvent }
  | { readonly kind: 'advance'; readonly ms: number }

const event: fc.Arbitrary<MachineEvent> = fc.oneof(
  fc.record({ kind: fc.constantFrom('asleep', 'awake', 'locked', 'unlocked', 'heat') }),
  fc.record({ kind: fc.constant('power' as const), isOnBattery: fc.boolean() }),
)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('start', 'start', 'stop') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('look'), isLooked: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('tell'), event }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('advance'),
      // within a tick, within a second, and longer than any period
      ms: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.nat(1_500), fc.nat(25_000)),
    }),
  },
)

/** What is to be true, told by the same deeds in the simplest way. */
function createModel(nowMs: () => number) {
  const reasons = new Set<string>()
  let isStarted = false
  let isLooked = false
  let isOnBattery = false
  let changedAtMs = nowMs()
  /** Ticks that may come sooner than the period allows: one for each deed that hurries. */
  let isHurryOwed = false
  const runs = (): boolean => isStarted && reasons.size === 0
  const tell = (told: MachineEvent): void => {
    const before = reasons.size
    if (told.kind === 'asleep' || told.kind === 'locked') reasons.add(told.kind)
    else if (told.kind === 'awake') reasons.delete('asleep')
    else if (told.kind === 'unlocked') reasons.delete('locked')
    else if (told.kind === 'power') isOnBattery = told.isOnBattery
    const isHurrying = told.kind === 'heat' || told.kind === 'power' || reasons.size < before
    if (isHurrying && runs()) isHurryOwed = true
  }
  const look = (done: { readonly isLooked: boolean }): void => {
    // whoever begins to look is awake
    if (done.isLooked && !isLooked && reasons.size > 0) {
      reasons.clear()
      if (runs()) isHurryOwed = true
    }
    isLooked = done.isLooked
  }
  return {
    runs,
    quietMs: () => nowMs() - changedAtMs,
    periodMs: () => periodMsOf('fast', { isLooked, isOnBattery }),
    takeHurry: (): boolean => {
      const isTaken = isHurryOwed
      isHurryOwed = false
      return isTaken
    },
    apply: (done: Deed): void => {
      if (done.kind === 'advance') return
      changedAtMs = nowMs()
      if (done.kind === 'look') look(done)
      else if (done.kind === 'tell') tell(done.event)
      else {
        if (done.kind === 'start' && !isStarted && reasons.size === 0) isHurryOwed = true
        isStarted = done.kind === 'start'
      }
    },
  }
}

/** A machine whose ticks and questions are seen as they begin. */
function createSeen(tookMs: number) {
  const slow = { kind: 'slow', text: meminfoText(), tookMs } as const
  const fake = createFakeHost(linuxWorld().set('file /proc/meminfo', slow))
  const { clock } = fake.host
  const model = createModel(clock.nowMs)
  const wrong: string[] = []
  const seen = { tickAtMs: Number.NEGATIVE_INFINITY, soonAtMs: Number.NEGATIVE_INFINITY, open: 0 }

  const beginTick = (): void => {
    const atMs = clock.nowMs()
    const isHurried = model.takeHurry()
    if (!model.runs()) wrong.push(`a tick at ${atMs} while nothing is to be sampled`)
    if (seen.open++ > 0) wrong.push(`a tick at ${atMs} within another`)
    if (atMs - seen.tickAtMs < model.periodMs()) {
      if (!isHurried) wrong.push(`a tick at ${atMs}, too near to that of ${seen.tickAtMs}`)
      if (atMs - seen.soonAtMs < 1_000) wrong.push(`two hurried ticks within a second of ${atMs}`)
      seen.soonAtMs = atMs
    }
    seen.tickAtMs = atMs
  }
  const spy = createSource({
    id: 'spy',
    title: 'sees each tick begin',
    pace: 'on-demand',
    read: (asker) => asker.ask({ kind: 'file', path: '/none' }),
  })
  const isDue: typeof spy.isDue = () => {
    beginTick()
    return false
  }
  const ask: Host['ask'] = (question, atMs = clock.nowMs()) => {
    // a tick that was under way asks on, in its rounds
    if (!model.runs() && model.quietMs() > clock.nowMs() - atMs)
      wrong.push(`asked at ${clock.nowMs()} while nothing is to be sampled`)
    return fake.host.ask(question, atMs)
  }
  const host = { ...fake.host, ask }
  const senses = createLinuxSenses(host, { roomCapBytes: null })
  const monitor = createMonitor(host, {
    ...senses,
    sources: [{ ...spy, isDue }, ...senses.sources],
  })
  monitor.onSnapshot(() => void seen.open--)
  return { advance: fake.advance, clock, model, monitor, seen, wrong }
}

async function live(deeds: readonly Deed[], tookMs: number): Promise<readonly string[]> {
  const { advance, clock, model, monitor, seen, wrong } = createSeen(tookMs)
  for (const done of deeds) {
    model.apply(done)
    if (done.kind === 'advance') await advance(done.ms)
    else if (done.kind === 'look') monitor.setLooked(done.isLooked)
    else if (done.kind === 'tell') monitor.tell(done.event)
    else if (done.kind === 'start') monitor.start()
    else monitor.stop()
    const sinceMs = clock.nowMs() - seen.tickAtMs
    // what was owed has come by then, and a tick that was under way has ended
    if (model.runs() && model.quietMs() > 1_300 && sinceMs > model.periodMs())
      wrong.push(`no tick for ${sinceMs} ms`)
  }
  monitor.stop()
  return wrong
}

test('whatever is done and told, one loop runs when it is to run, and none else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 40 }),
      fc.constantFrom(0, 250),
      async (deeds, tookMs) => {
        expect(await live([{ kind: 'start' }, ...deeds], tookMs)).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})
