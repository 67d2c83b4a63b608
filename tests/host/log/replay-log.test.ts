import { describe, expect, test } from 'vitest'
import type { LogPiece } from '../../../src/main/host/host.ts'
import type { RecordingEntry } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'

const startedAtMs = 1_000_000
const path = '/tmp/server.log'
const entry = (atMs: number, text: string, kind: 'log' | 'file' = 'log'): RecordingEntry => ({
  atMs,
  kind,
  key: path,
  ok: true,
  text,
  tookMs: 0,
})
const replayerOf = (...entries: readonly RecordingEntry[]) =>
  createReplayer({ platform: 'darwin', startedAtMs, entries, isCut: false })
const start = { position: null, maxBacklogBytes: 100 }

const short = (nowMs: number, piece: LogPiece): readonly unknown[] => [
  nowMs - startedAtMs,
  piece.text,
  piece.isNewFile,
  piece.position.offsetBytes,
]

describe('a recorded log', () => {
  test('comes at its own time', async () => {
    const replayer = replayerOf(entry(0, 'one\n'), entry(200, 'two\nthree\n'))
    const { host } = replayer
    const heard: unknown[] = []
    const troubles: unknown[] = []
    host.followLog(
      path,
      start,
      (piece) => heard.push(short(host.clock.nowMs(), piece)),
      (trouble) => troubles.push(trouble),
    )
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual([
      [0, 'one\n', true, 4],
      [200, 'two\nthree\n', false, 14],
    ])
    expect(troubles).toEqual([])
  })

  test('that is followed later had its first lines before', async () => {
    const replayer = replayerOf(entry(0, 'one\n'), entry(100, 'two\n'), entry(900, 'three\n'))
    const { host } = replayer
    const heard: unknown[] = []
    host.clock.after(500, () => {
      host.followLog(
        path,
        start,
        (piece) => heard.push([...short(host.clock.nowMs(), piece), piece.isBacklog]),
        () => undefined,
      )
    })
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual([
      [500, 'one\ntwo\n', true, 8, true],
      [900, 'three\n', false, 14, false],
    ])
  })
})

describe('a recorded log, cut or over and over,', () => {
  test('begins with a whole line where only the last is wanted', async () => {
    const replayer = replayerOf(entry(0, 'one\ntwo\nthree\n'), entry(900, 'four\n'))
    const { host } = replayer
    const heard: string[] = []
    host.clock.after(500, () => {
      host.followLog(
        path,
        { ...start, maxBacklogBytes: 9 },
        ({ text }) => heard.push(text),
        () => undefined,
      )
    })
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual(['three\n', 'four\n'])
  })

  test('is a new file in each round', async () => {
    const replayer = replayerOf(entry(0, 'one\n'), entry(200, 'two\n'))
    const { host } = replayer
    const heard: unknown[] = []
    const follower = host.followLog(
      path,
      start,
      (piece) => {
        heard.push(short(host.clock.nowMs(), piece))
        if (heard.length === 4) replayer.stop()
      },
      () => undefined,
    )
    await replayer.play({ speed: null, isLooping: true })
    follower.stop()
    expect(heard).toEqual([
      [0, 'one\n', true, 4],
      [200, 'two\n', false, 8],
      [1_200, 'one\n', true, 4],
      [1_400, 'two\n', false, 8],
    ])
  })
})

describe('following a recorded log', () => {
  test('ends when it is stopped', async () => {
    const replayer = replayerOf(entry(0, 'one\n'), entry(200, 'two\n'))
    const heard: string[] = []
    const follower = replayer.host.followLog(
      path,
      start,
      ({ text }) => {
        heard.push(text)
        follower.stop()
      },
      () => undefined,
    )
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual(['one\n'])
  })

  test('is in vain where it is not in the recording', () => {
    const troubles: unknown[] = []
    replayerOf(entry(0, 'a file', 'file')).host.followLog(
      path,
      start,
      () => undefined,
      (trouble) => troubles.push(trouble),
    )
    const reason = 'not in this recording'
    expect(troubles).toEqual([{ kind: 'absent', reason, atMs: startedAtMs, tookMs: 0 }])
  })
})

describe('what stood in a recorded log at its beginning', () => {
  test('is its backlog, and a check waits for it as it did then', async () => {
    const replayer = replayerOf(
      entry(0, ''),
      entry(30, 'one\n'),
      entry(90, 'two\n'),
      entry(400, 'three\n'),
    )
    const { host } = replayer
    const heard: unknown[] = []
    const follower = host.followLog(
      path,
      start,
      ({ text, isBacklog, isKnown }) => heard.push([text, isBacklog, isKnown]),
      () => undefined,
    )
    void follower.check().then(() => heard.push(host.clock.nowMs() - startedAtMs))
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual([
      ['one\n', true, false],
      ['two\n', true, false],
      90,
      ['three\n', false, false],
    ])
  })

  test('has come long before where it is followed later', async () => {
    const replayer = replayerOf(entry(0, 'one\n'), entry(900, 'two\n'))
    const { host } = replayer
    const heard: unknown[] = []
    host.clock.after(500, () => {
      const tell = ({ text }: LogPiece) => heard.push(text)
      const follower = host.followLog(path, start, tell, () => undefined)
      void follower.check().then(() => heard.push(host.clock.nowMs() - startedAtMs))
    })
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual(['one\n', 500, 'two\n'])
  })

  test('is nothing where its first line was written later: a check does not wait for that', async () => {
    const replayer = replayerOf(entry(0, 'a file', 'file'), entry(700, 'one\n'))
    const { host } = replayer
    const heard: unknown[] = []
    const follower = host.followLog(
      path,
      start,
      ({ text, isBacklog }) => heard.push([text, isBacklog]),
      () => undefined,
    )
    void follower.check().then(() => heard.push(host.clock.nowMs() - startedAtMs))
    await replayer.play({ speed: null, isLooping: false })
    expect(heard).toEqual([0, ['one\n', false]])
  })
})

describe('a check of a recorded log', () => {
  test('is done where its follower was stopped', async () => {
    const replayer = replayerOf(entry(0, 'one\n'))
    const follower = replayer.host.followLog(
      path,
      start,
      () => undefined,
      () => undefined,
    )
    follower.stop()
    expect(await follower.check()).toBeUndefined()
  })
})
