import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openRecording } from '../../src/main/host/open-recording.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { ParseError } from '../../src/shared/parse.ts'
import { tempFolder } from '../processes.ts'

const header =
  '{"schema":"headroom/recording/1","platform":"linux","startedAt":"2026-11-20T18:00:00.000Z"}'
const first = '{"atMs":0,"kind":"file","key":"/proc/meminfo","ok":true,"text":"x","tookMs":0.1}'
const second = '{"atMs":900,"kind":"command","key":"/bin/no","ok":false,"error":"why","tookMs":2}'
const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')

describe('a recording', () => {
  test('is its header and its answers', () => {
    expect(parseRecording(lines(header, first, second))).toEqual({
      platform: 'linux',
      startedAtMs: Date.UTC(2026, 10, 20, 18),
      isCut: false,
      entries: [
        { atMs: 0, kind: 'file', key: '/proc/meminfo', ok: true, text: 'x', tookMs: 0.1 },
        { atMs: 900, kind: 'command', key: '/bin/no', ok: false, error: 'why', tookMs: 2 },
      ],
    })
  })

  test('stands in the order of time, however it was written', () => {
    const times = parseRecording(lines(header, second, first)).entries.map(({ atMs }) => atMs)
    expect(times).toEqual([0, 900])
  })

  test('is whole without its last newline', () => {
    const recording = parseRecording(lines(header, first).trimEnd())
    expect(recording).toMatchObject({ isCut: false })
    expect(recording.entries).toHaveLength(1)
  })

  test('has a last line that was cut: the others count, and it says so', () => {
    const recording = parseRecording(lines(header, first, second).slice(0, -20))
    expect(recording).toMatchObject({ isCut: true })
    expect(recording.entries).toHaveLength(1)
  })

  test('wherever it was cut behind its first answer, holds the answers before the cut', () => {
    const whole = lines(header, first, second, first)
    const lineEnds = [...whole.matchAll(/\n/g)].map(({ index }) => index)
    const beginning = lineEnds[1] ?? 0
    fc.assert(
      fc.property(fc.integer({ min: beginning, max: whole.length }), (end) => {
        const { entries, isCut } = parseRecording(whole.slice(0, end))
        expect(entries).toHaveLength(lineEnds.filter((lineEnd) => lineEnd <= end).length - 1)
        expect(isCut).toBe(whole[end - 1] !== '\n' && !lineEnds.includes(end))
      }),
    )
  })

  test('may hold answers to what this version does not ask', () => {
    const entry = first.replace('/proc/meminfo', '/proc/of/tomorrow')
    expect(parseRecording(lines(header, entry)).entries).toHaveLength(1)
  })
})

describe('what is no recording is refused in a sentence', () => {
  test.each([
    ['nothing', '', 'line 1 is not JSON'],
    ['a text', 'hello\nworld\n', 'line 1 is not JSON'],
    ['a header cut off', header.slice(0, 40), 'line 1 is not JSON'],
    ['a header alone', lines(header), 'it holds no answers'],
    [
      'a header and an answer that was cut',
      lines(header) + first.slice(0, 30),
      'it holds no answers',
    ],
    ['a header and null', lines(header, 'null'), 'line 2 is not an entry of a recording'],
    [
      'a later schema',
      lines(header.replace('recording/1', 'recording/2'), first),
      'line 1 is not the header of a headroom/recording/1 recording',
    ],
    [
      'no date',
      lines(header.replace('2026-11-20T18:00:00.000Z', 'yesterday')),
      'line 1: startedAt is not a date',
    ],
    [
      'a broken line in the middle',
      lines(header, first.slice(0, 30), second),
      'line 2 is not JSON',
    ],
    [
      'a line of another form',
      lines(header, first, '{"atMs":"soon"}'),
      'line 3 is not an entry of a recording',
    ],
    [
      'a time before its beginning',
      lines(header, first.replace('"atMs":0', '"atMs":-1')),
      'line 2 is not an entry of a recording',
    ],
    [
      'a line too much that is whole',
      lines(header, '"cut"'),
      'line 2 is not an entry of a recording',
    ],
  ])('%s', (_, text, reason) => {
    expect(() => parseRecording(text)).toThrow(new ParseError(reason))
  })
})

describe('the file of a recording', () => {
  test('is read', async () => {
    const path = join(tempFolder(), 'a.jsonl')
    writeFileSync(path, lines(header, first))
    expect(await openRecording(path)).toMatchObject({ kind: 'ok', value: { platform: 'linux' } })
  })

  test('is missing, or a folder, and says so', async () => {
    const folder = tempFolder()
    expect(await openRecording(join(folder, 'missing'))).toMatchObject({ kind: 'absent' })
    const reading = await openRecording(folder)
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it is a folder' })
  })
})
