import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Source } from '../../src/shared/snapshot.ts'
import { headroom, program, snapshotsIn, startHeadroom } from '../headroom-program.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import { withoutServers } from '../without-servers.ts'
import { withoutTexts } from '../without-texts.ts'

/** The first tick does not wait for it (monitor.ts): whether it came in time all the same is the timer's lateness of then. */
const isSlow = ({ tookMs }: Source): boolean => tookMs !== null && tookMs > 300

describe('headroom record and replay', () => {
  test('print the same Snapshots, line by line', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    const recorded = await headroom('record', '--out', path, '--for', '4s', '--json')
    expect(recorded.code).toBe(0)
    expect(recorded.stderr).toMatch(/^Recording to .+\nRecorded .+; play it with: headroom replay /)
    expect(statSync(path).mode & 0o777).toBe(0o600)

    const replayed = await headroom('replay', path, '--json')
    expect([replayed.code, replayed.stderr]).toEqual([0, ''])
    const live = snapshotsIn(recorded.stdout)
    const again = snapshotsIn(replayed.stdout)
    expect(again.map(({ mode }) => mode)).toEqual(again.map(() => 'replay'))
    // the end may have come in the middle of the last tick
    expect(Math.abs(live.length - again.length)).toBeLessThanOrEqual(1)
    const whole = Math.min(live.length, again.length, 4)
    expect(whole).toBeGreaterThanOrEqual(3)
    for (let tick = live[0]?.sources.some(isSlow) === true ? 1 : 0; tick < whole; tick++) {
      expect(withoutTexts(withoutServers(again[tick]))).toEqual(
        withoutTexts(withoutServers(live[tick])),
      )
    }
  })

  test('record goes on until Ctrl-C, and its file is whole', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    const record = startHeadroom('record', '--out', path)
    await until('something in the file', () => (sizeOf(path) > 1_000 ? true : null))
    record.kill('SIGINT')
    expect(await record.ended).toEqual({ code: 0, signal: null })
    expect(record.stdout()).toBe('')
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true)
    expect((await headroom('replay', path, '--json')).code).toBe(0)
  })

  test.each([[[]], [['--for', '1h']]])(
    'record %j ends at once when its disk is full',
    async (more) => {
      const path = join(tempFolder(), 'recording.jsonl')
      const limited = 'ulimit -f 8; exec "$0" "$@"'
      const argv = [process.execPath, program, 'record', '--out', path, ...more]
      const record = startChild(['/bin/bash', '-c', limited, ...argv])
      expect(await record.ended).toEqual({ code: 2, signal: null })
      const sentence = `headroom: ${path} could not be written: the file may not grow any further`
      expect(record.stderr().split('\n').slice(1)).toEqual([sentence, ''])
    },
  )

  test('record never takes the place of a file', async () => {
    const path = join(tempFolder(), 'precious')
    writeFileSync(path, 'precious')
    const { code, stdout, stderr } = await headroom('record', '--out', path, '--for', '1s')
    expect([code, stdout, stderr]).toEqual([2, '', `headroom: ${path} exists already\n`])
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })
})

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const header =
  '{"schema":"headroom/recording/1","platform":"linux","startedAt":"2026-11-20T18:00:00.000Z"}\n'
const entry = '{"atMs":0,"kind":"file","key":"/proc/meminfo","ok":false,"error":"x","tookMs":0}\n'

async function replayOf(text: string) {
  const path = join(tempFolder(), 'recording.jsonl')
  writeFileSync(path, text)
  const { code, stdout, stderr } = await headroom('replay', path, '--json')
  return { code, snapshots: snapshotsIn(stdout), said: stderr.replace(path, 'FILE') }
}

describe('headroom replay', () => {
  test('passes over a last line that was cut, and says so', async () => {
    const { code, snapshots, said } = await replayOf(header + entry + entry.slice(0, 40))
    expect([code, said]).toEqual([0, 'FILE: the last line was cut and is passed over\n'])
    expect(snapshots).toHaveLength(1)
  })

  test('says what was not known then', async () => {
    const { snapshots } = await replayOf(header + entry)
    expect(snapshots[0]?.memory).toEqual({ kind: 'failed', reason: 'x' })
    expect(snapshots[0]?.room).toMatchObject({ kind: 'failed', state: 'unknown' })
  })

  test('prints no escape of the recording', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    const escapes = String.raw`"error":"\u001b[31mred\u001b]0;title\u0007"`
    writeFileSync(path, header + entry.replace('"error":"x"', escapes))
    const { code, stdout } = await headroom('replay', path)
    expect(code).toBe(0)
    expect(stdout).toMatch(/\n$/)
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  test.each([
    [
      'a broken line in the middle',
      header + entry.slice(0, 40) + '\n' + entry,
      'line 2 is not JSON',
    ],
    [
      'another schema',
      header.replace('/1"', '/9"') + entry,
      'line 1 is not the header of a headroom/recording/1 recording',
    ],
    ['nothing', '', 'line 1 is not JSON'],
    ['a header alone', header, 'it holds no answers'],
    ['no recording at all', '\u0000\u0001binary', 'line 1 is not JSON'],
  ])('refuses %s with 2 and one sentence', async (_, text, reason) => {
    const { code, snapshots, said } = await replayOf(text)
    expect([code, said]).toEqual([2, `headroom: FILE: ${reason}\n`])
    expect(snapshots).toEqual([])
  })
})

describe('headroom replay ends', () => {
  test('refuses a file that is not there, and a folder', async () => {
    const missing = await headroom('replay', '/no/such/file', '--json')
    const sentence = 'headroom: /no/such/file: no such file or folder\n'
    expect(missing).toEqual({ code: 2, stdout: '', stderr: sentence })
    const folder = await headroom('replay', '/', '--json')
    expect(folder).toEqual({ code: 2, stdout: '', stderr: 'headroom: /: it is a folder\n' })
  })

  test('ends with 0 for Ctrl-C in the middle', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    writeFileSync(path, header + entry + entry.replace('"atMs":0', '"atMs":600000'))
    const replay = startHeadroom('replay', path, '--speed', '1')
    await replay.printed(/\n/)
    replay.kill('SIGINT')
    expect(await replay.ended).toEqual({ code: 0, signal: null })
  })
})
