import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recording, RecordingEntry } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { pid } from '../../src/shared/ids.ts'

const startedAtMs = 1_000_000
const meminfo = { kind: 'file', path: '/proc/meminfo' } as const

const answer = (atMs: number, text: string, tookMs = 0): RecordingEntry => ({
  atMs,
  kind: 'file',
  key: '/proc/meminfo',
  ok: true,
  text,
  tookMs,
})

const recordingOf = (...entries: readonly RecordingEntry[]): Recording => ({
  platform: 'linux',
  startedAtMs,
  entries,
  isCut: false,
})

describe('a replay answers', () => {
  test('with what was last recorded at that instant', async () => {
    const { host } = createReplayer(recordingOf(answer(0, 'one'), answer(1_000, 'two')))
    const at = (ms: number) => host.ask(meminfo, startedAtMs + ms)
    expect(await at(0)).toMatchObject({ kind: 'ok', value: 'one', atMs: startedAtMs })
    expect(await at(999)).toMatchObject({ value: 'one' })
    expect(await at(1_000)).toMatchObject({ value: 'two' })
  })

  test('with the last before an instant, wherever it lies in the recording', async () => {
    const ms = fc.integer({ min: 0, max: 40 })
    const ascending = fc.array(ms, { minLength: 1 }).map((all) => all.sort((a, b) => a - b))
    await fc.assert(
      fc.asyncProperty(ascending, ms, async (times, askedMs) => {
        const entries = times.map((atMs, index) => answer(atMs, String(index)))
        const atMs = Math.min(askedMs, times.at(-1) ?? 0)
        const reading = await createReplayer(recordingOf(...entries)).host.ask(
          meminfo,
          startedAtMs + atMs,
        )
        const last = entries.findLast((entry) => entry.atMs <= atMs)
        if (last !== undefined) expect(reading).toMatchObject({ kind: 'ok', value: last.text })
      }),
    )
  })

  test('that a thing is not in the recording', async () => {
    const { host } = createReplayer(recordingOf(answer(0, 'one')))
    const reading = await host.ask({ kind: 'file', path: '/proc/vmstat' })
    expect(reading).toMatchObject({ kind: 'absent', reason: 'not in this recording' })
  })

  test('with the failures and absences of then', async () => {
    const failed = { atMs: 0, ok: false, error: 'exit 9', tookMs: 0 } as const
    const { host } = createReplayer(
      recordingOf(
        { ...failed, kind: 'command', key: '/bin/a' },
        { ...failed, kind: 'command', key: '/bin/b "two words"', absent: true },
      ),
    )
    const a = await host.ask({ kind: 'command', argv: ['/bin/a'] })
    expect(a).toMatchObject({ kind: 'failed', reason: 'exit 9' })
    const b = await host.ask({ kind: 'command', argv: ['/bin/b', 'two words'] })
    expect(b).toMatchObject({ kind: 'absent', reason: 'exit 9' })
  })
})

const escapes = '\u001b[31mred\u001b]0;title\u0007'
const harmless = '\ufffd[31mred\ufffd]0;title\ufffd'

describe('what a recording gives as a reason is foreign text', () => {
  const failed = { atMs: 0, ok: false, error: escapes, tookMs: 0 } as const

  test('that loses its escapes', async () => {
    const { host } = createReplayer(recordingOf({ ...failed, kind: 'command', key: '/bin/a' }))
    const reading = await host.ask({ kind: 'command', argv: ['/bin/a'] })
    expect(reading).toMatchObject({ kind: 'failed', reason: harmless })
  })

  test('and its length', async () => {
    const error = 'x'.repeat(10_000)
    const { host } = createReplayer(
      recordingOf({ ...failed, error, kind: 'command', key: '/bin/a' }),
    )
    const reading = await host.ask({ kind: 'command', argv: ['/bin/a'] })
    expect(reading.kind === 'failed' && reading.reason.length).toBe(300)
  })

  test('at the end of a stream as well', async () => {
    const replayer = createReplayer(recordingOf({ ...failed, kind: 'stream', key: '/bin/log' }))
    const reasons: (string | null)[] = []
    replayer.host.stream(
      ['/bin/log'],
      () => undefined,
      ({ reason }) => reasons.push(reason),
    )
    await replayer.play({ speed: null, isLooping: false })
    expect(reasons).toEqual([harmless])
  })
})

describe('a replay', () => {
  test('answers late where the answer came late', async () => {
    const replayer = createReplayer(recordingOf(answer(0, 'slow', 700), answer(2_000, 'end')))
    const { host } = replayer
    let answeredAtMs: number | null = null
    void host.ask(meminfo).then(() => {
      answeredAtMs = host.clock.nowMs() - startedAtMs
    })
    await Promise.resolve()
    expect(answeredAtMs).toBeNull()
    await replayer.play({ speed: null, isLooping: false })
    expect(answeredAtMs).toBe(700)
  })

  test('neither acts nor writes nor starts anything', async () => {
    const { host } = createReplayer(recordingOf(answer(0, 'one')))
    const identity = { pid: pid(process.pid), startedAt: '1', executable: '/x' }
    const reasons = [
      await host.signal(identity, 'SIGKILL'),
      await host.identify(pid(process.pid)),
      await host.writeFile('/tmp/never', 'x'),
      await host.removeFile('/tmp/never'),
      await host.openDatabase(':memory:'),
      host.watch('/tmp', () => undefined),
      await host.openTerminal({ argv: ['/bin/sh'], cwd: '/', env: {}, columns: 1, rows: 1 }),
    ].map((reading) => (reading.kind === 'failed' ? reading.reason : reading.kind))
    expect(reasons).toEqual([
      'nothing is ended in a replay',
      'no process runs in a replay',
      'nothing is written in a replay',
      'nothing is written in a replay',
      'nothing is stored in a replay',
      'nothing is watched in a replay',
      'nothing is started in a replay',
    ])
  })
})

const piece = (atMs: number, text: string): RecordingEntry => ({
  ...answer(atMs, text),
  kind: 'stream',
  key: '/bin/log --follow',
})

describe('a recorded stream', () => {
  test('comes at its own time, and ends as it ended', async () => {
    const end = { atMs: 300, kind: 'stream', key: '/bin/log --follow', ok: false } as const
    const replayer = createReplayer(
      recordingOf(piece(0, 'a'), piece(200, 'b'), { ...end, error: 'exit 4', tookMs: 0 }),
    )
    const { host } = replayer
    const heard: (readonly [number, string | null])[] = []
    const note = (text: string | null): void =>
      void heard.push([host.clock.nowMs() - startedAtMs, text])
    host.stream(['/bin/log', '--follow'], note, ({ reason }) => note(reason))
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual([
      [0, 'a'],
      [200, 'b'],
      [300, 'exit 4'],
    ])
  })

  test('is silent once it is stopped', async () => {
    const replayer = createReplayer(recordingOf(piece(0, 'a'), piece(200, 'b')))
    const heard: string[] = []
    const stop = replayer.host.stream(
      ['/bin/log', '--follow'],
      (text) => {
        heard.push(text)
        stop()
      },
      () => undefined,
    )
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual(['a'])
  })

  test('that was not recorded ends at once', () => {
    const { host } = createReplayer(recordingOf(answer(0, 'x')))
    const reasons: (string | null)[] = []
    host.stream(
      ['/bin/log'],
      () => undefined,
      (end) => reasons.push(end.reason),
    )
    expect(reasons).toEqual(['not in this recording'])
  })
})

describe('the time of a replay', () => {
  const entries = [answer(500, 'one'), answer(1_500, 'two')]

  test('is that of the recording, from its first answer on', () => {
    const { host, spanMs } = createReplayer(recordingOf(...entries))
    expect(host.clock.nowMs()).toBe(startedAtMs + 500)
    expect(spanMs).toBe(1_000)
    expect([host.mode, host.platform]).toEqual(['replay', 'linux'])
  })

  test('goes on without end when it loops: what was recorded comes again', async () => {
    const replayer = createReplayer(recordingOf(...entries, answer(2_500, 'end')))
    const { host } = replayer
    const heard: string[] = []
    const tick = async (): Promise<void> => {
      const reading = await host.ask(meminfo)
      heard.push(reading.kind === 'ok' ? reading.value : reading.reason)
      if (heard.length === 8) return replayer.stop()
      host.clock.after(600, () => void tick())
    }
    void tick()
    await replayer.play({ speed: null, isLooping: true })
    expect(heard).toEqual(['one', 'one', 'two', 'two', 'end', 'one', 'one', 'two'])
    expect(host.clock.nowMs()).toBe(startedAtMs + 500 + 7 * 600)
  })

  test('goes at the speed that was asked for', async () => {
    const replayer = createReplayer(recordingOf(...entries))
    let isWoken = false
    replayer.host.clock.after(1_000, () => {
      isWoken = true
    })
    const started = performance.now()
    await replayer.play({ speed: 5, isLooping: false })
    expect(isWoken).toBe(true)
    expect(performance.now() - started).toBeGreaterThan(190)
  })
})
