import { describe, expect, test } from 'vitest'
import { createPlayEnd, lastOf } from '../../../src/main/core/black-box/play-end.ts'
import { createCore } from '../../../src/main/core/core.ts'
import { localClock } from '../../../src/main/host/local.ts'
import type { Recording, RecordingEntry } from '../../../src/main/host/recording.ts'
import { endedAtMs, recordingOf } from './left-of-mac.ts'

const entry = (atMs: number, kind: RecordingEntry['kind'], key: string): RecordingEntry => ({
  atMs,
  kind,
  key,
  ok: true,
  text: `${key} at ${atMs}`,
  tookMs: 0,
})
const recording = (...entries: readonly RecordingEntry[]): Recording => ({
  platform: 'darwin',
  startedAtMs: 0,
  entries,
  isCut: false,
})
const openCore = (host: Parameters<typeof createCore>[0]) =>
  createCore(host, { roomCapBytes: null })

describe('the end of a recording', () => {
  test('begins with what was known before, of a log with all its pieces', () => {
    const whole = recording(
      entry(0, 'command', 'ps'),
      entry(1, 'log', '/a.log'),
      entry(2, 'log', '/a.log'),
      entry(3, 'command', 'ps'),
      entry(90, 'command', 'top'),
      entry(100, 'command', 'ps'),
    )
    expect(lastOf(whole, 20).entries.map(({ atMs, text }) => [atMs, text])).toEqual([
      [80, '/a.log at 1'],
      [80, '/a.log at 2'],
      [80, 'ps at 3'],
      [90, 'top at 90'],
      [100, 'ps at 100'],
    ])
    expect(lastOf(whole, 200)).toBe(whole)
  })

  test('is as near to the last sign of life where the clock was set forward a day within it', async () => {
    const played = recordingOf('mac-m4-16gb-swapping')
    const dayMs = 86_400_000
    const jumped = {
      ...played,
      startedAtMs: played.startedAtMs - dayMs,
      entries: played.entries.map((one) =>
        one.atMs > 30_000 ? { ...one, atMs: one.atMs + dayMs } : one,
      ),
    }
    const play = createPlayEnd({ clock: localClock, openCore })
    const last = await play(jumped, new AbortController().signal)
    expect(endedAtMs - (last?.atMs ?? 0)).toBeLessThan(3_000)
  })

  test('is left where Headroom ends meanwhile', async () => {
    const play = createPlayEnd({ clock: localClock, openCore })
    const ending = new AbortController()
    const played = play(recordingOf('mac-m4-16gb-swapping'), ending.signal)
    ending.abort()
    expect(await played).toBeNull()
  })
})
