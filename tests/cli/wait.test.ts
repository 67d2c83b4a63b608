import { totalmem } from 'node:os'
import { describe, expect, test } from 'vitest'
import { waitBy } from '../../src/main/cli/wait.ts'
import { codeOfWait, waitedLines, waitingText, type Waited } from '../../src/main/cli/wait-text.ts'
import { createVirtualClock } from '../../src/main/host/virtual-clock.ts'
import { macAt, t0, GB } from '../alerts/moments.ts'
import { headroom, startHeadroom } from '../headroom-program.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Room, Snapshot } from '../../src/shared/snapshot.ts'
import { gemma, qwen } from '../shared/loaded.ts'
import { createFakeCore, muchKnown } from '../web/fake-core.ts'

const wantedBytes = 22 * GB

/** A Mac whose room is this. */
const withRoom = (atMs: number, roomBytes: number, change: Partial<Room> = {}): Snapshot => {
  const snapshot = macAt(atMs, {}, { limitBytes: 30 * GB, gpuInUseBytes: 0 })
  const { room } = snapshot
  if (room.kind !== 'ok') throw new Error('its room is known')
  return { ...snapshot, room: { ...room, ...change, kind: 'ok', roomBytes } }
}

/** Waits over Snapshots and a clock that the test drives. */
function waiting(timeoutMs: number | null = 60_000, bytes = wantedBytes) {
  const core = createFakeCore(null)
  const clock = createVirtualClock(t0, [])
  const said: string[] = []
  let waited: Waited | null = null
  const options = { wantedBytes: bytes, timeoutMs, json: false }
  const done = waitBy(core, options, { clock, progress: (text) => void said.push(text) })
  void done.then((one) => {
    waited = one
  })
  return { core, clock, said, done, waited: () => waited }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('waiting for room', () => {
  test('ends when it is there in two readings, one after the other', async () => {
    const { core, done, waited, said } = waiting()
    core.push(withRoom(t0, 17.24 * GB))
    core.push(withRoom(t0 + 1_000, 23 * GB)) // a flicker
    core.push(withRoom(t0 + 2_000, 17 * GB))
    core.push(withRoom(t0 + 3_000, 22 * GB))
    await settled()
    expect(waited()).toBeNull()
    core.push(withRoom(t0 + 3_000, 22 * GB)) // of the same reading
    await settled()
    expect(waited()).toBeNull()
    core.push(withRoom(t0 + 4_000, 22 * GB))
    expect(await done).toMatchObject({ outcome: 'enough', roomBytes: 22 * GB, gapBytes: 0 })
    expect(said[0]).toBe('17.2 GB free, waiting for 22.0 GB (0 s)')
    expect(core.lookers()).toBe(1)
  })

  test('does not take room for there that is old, or that a silent GPU may not have', async () => {
    const { core, waited } = waiting(null)
    for (const change of [{ isStale: true }, { isGpuUnknown: true }])
      for (const second of [0, 1, 2, 3]) core.push(withRoom(t0 + second * 1_000, 30 * GB, change))
    await settled()
    expect(waited()).toBeNull()
  })
})

describe('room that does not come', () => {
  test('is told in time, with what is missing, who holds it and which models could go', async () => {
    const { core, clock, done } = waiting()
    const models = [gemma, { ...qwen, eject: { kind: 'unload', takesAll: false } } as const]
    const apps = muchKnown.apps
      .slice(1, 4)
      .map((app, index) => ({ ...app, memoryBytes: [3 * GB, 2 * GB, 15e6][index] ?? 0 }))
    core.push({ ...withRoom(t0, 17.24 * GB), apps, models })
    clock.step()
    const waited = await done
    expect(waited).toMatchObject({ outcome: 'short', waitedMs: 60_000, reason: null })
    expect(waited.gapBytes).toBeCloseTo(4.76 * GB, 0)
    expect(waitedLines(waited)).toEqual([
      '17.2 GB free, 4.8 GB short of 22.0 GB, after 1 min',
      'most is held by app 1 (3.0 GB), app 2 (2.0 GB)',
      'idle: Qwen3-8B-Q4_K_M.gguf (5.2 GB): headroom unload Qwen3-8B-Q4_K_M.gguf',
    ])
    expect(codeOfWait[waited.outcome]).toBe(1)
  })

  test('cannot be told where the room is not known at the end, or nothing has answered', async () => {
    const { core, clock, done } = waiting()
    core.push(withRoom(t0, 30 * GB, { isGpuUnknown: true }))
    clock.step()
    const waited = await done
    expect(waitedLines(waited)).toEqual(['room is not known after 1 min: the GPU does not answer'])
    expect(codeOfWait[waited.outcome]).toBe(3)
    const silent = waiting()
    silent.clock.step()
    expect(await silent.done).toMatchObject({ outcome: 'unknown', roomBytes: null, gapBytes: null })
  })

  test('has come where the last reading at the end has it, and not where an older one had', async () => {
    const { core, clock, done } = waiting()
    core.push(withRoom(t0, 22 * GB))
    clock.step()
    expect(waitedLines(await done)).toEqual(['22.0 GB free, 22.0 GB wanted, after 1 min'])
    const gone = waiting()
    gone.core.push(withRoom(t0, 22 * GB))
    gone.core.push(withRoom(t0 + 1_000, 21 * GB))
    gone.clock.step()
    expect((await gone.done).outcome).toBe('short')
  })

  test('a model whose name a shell would read is quoted', async () => {
    const { core, clock, done } = waiting()
    const eject = { kind: 'unload', takesAll: false } as const
    core.push({ ...withRoom(t0, GB), models: [{ ...qwen, name: "a'b; rm", eject }] })
    clock.step()
    const { idleModels } = await done
    expect(idleModels[0]?.command).toBe(String.raw`headroom unload 'a'\''b; rm'`)
  })
})

describe('room that never comes', () => {
  test('is not waited for where the machine has less in all', async () => {
    const { core, done } = waiting(null, 1e15)
    core.push(withRoom(t0, 22 * GB))
    const waited = await done
    expect(waited).toMatchObject({ outcome: 'short', waitedMs: 0, idleModels: [] })
    const [line, ...more] = waitedLines(waited)
    expect(line).toMatch(
      /short of 1000\.00 TB, which never comes: this machine has \d+\.\d GB in all$/,
    )
    expect(more).toEqual([])
  })
})

test('a line that is printed over and over says what is known', () => {
  const unknown = withRoom(t0, 0, { isStale: true })
  expect(waitingText(unknown, wantedBytes, 12_000)).toBe(
    'room is not known, waiting for 22.0 GB (12 s)',
  )
})

describe('headroom wait', () => {
  test('ends with 0 where there is enough, and prints one value as JSON', async () => {
    const { code, stdout, stderr } = await headroom('wait', '--room', '1MB', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(jsonIn(stdout)).toMatchObject({
      schema: 'headroom/wait/1',
      outcome: 'enough',
      wantedBytes: 1e6,
      gapBytes: 0,
    })
  })

  test('ends with 1 where it does not come in time, and says what is missing', async () => {
    const room = `${totalmem()}` // all of it is never free
    const { code, stdout, stderr } = await headroom('wait', '--room', room, '--timeout', '3s')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr.split('\n')[0]).toMatch(/^\S+ [GT]B free, \S+ [MGT]B short of .+, after [34] s$/)
  })

  test('ends with 1 at once where the machine has less in all', async () => {
    const { code, stdout, stderr } = await headroom('wait', '--room', '900TB')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/ short of 900\.00 TB, which never comes: this machine has .+ in all\n$/)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends by %s itself, as shells expect',
    async (signal) => {
      const child = startHeadroom('wait', '--room', `${totalmem()}`)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      child.kill(signal)
      expect(await child.ended).toEqual({ code: null, signal })
      expect(child.stdout()).toBe('')
    },
  )

  test.each([
    [['wait'], /required option '--room <bytes>' not specified/],
    [['wait', '--room', '22'], /--room 22 is 22 B: write 22GB for gigabytes/],
    [['wait', '--room', '22XB'], /"22XB" is not a size/],
    [['wait', '--room', '22GB', '--timeout', 'soon'], /"soon" is not a duration/],
    [['wait', '--room', '22GB', '--timeout', '8d'], /from 1s to 7d/],
  ])('%j ends with 2', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
  })
})
