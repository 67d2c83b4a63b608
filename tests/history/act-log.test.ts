import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createActLog, type ActLogStore } from '../../src/main/history/act-log.ts'
import { whileAskedFrom } from '../../src/main/host/asked-from.ts'
import type { Host } from '../../src/main/host/host.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { KeptAct } from '../../src/shared/act.ts'
import { startChild, tempFolder } from '../processes.ts'
import { begunAt, endedAs } from './an-act.ts'

const host = createLocalHost()
const child = fileURLToPath(new URL('act-log-child.ts', import.meta.url))

const newPath = (): string => join(tempFolder(), 'acts.jsonl')
const openLog = (path: string): ActLogStore => createActLog(host, path)

async function newestIn(log: ActLogStore): Promise<readonly KeptAct[]> {
  const found = await log.newest()
  if (found.kind !== 'ok') throw new Error(found.reason)
  return found.value.acts
}
const idsIn = async (log: ActLogStore): Promise<readonly string[]> =>
  (await newestIn(log)).map(({ id }) => id)
const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')

describe('the audit log', () => {
  test('has a line when an act begins and one when it has ended, for its user alone', async () => {
    const path = newPath()
    const log = openLog(path)
    expect(await newestIn(log)).toEqual([])
    expect(await log.begin(begunAt(1, 'a'))).toMatchObject({ kind: 'ok' })
    expect(await log.end(endedAs('a'))).toMatchObject({ kind: 'ok' })
    expect((await linesOf(path)).map((line): unknown => JSON.parse(line))).toEqual([
      { schema: 'headroom/audit/1', line: 'begun', ...begunAt(1, 'a') },
      { schema: 'headroom/audit/1', line: 'ended', ...endedAs('a') },
    ])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await newestIn(openLog(path))).toEqual([{ ...begunAt(1, 'a'), ...endedAs('a') }])
  })

  test('says from which other machine a person asked; a policy asks from none', async () => {
    const path = newPath()
    const log = openLog(path)
    const begin = (id: string, by: KeptAct['by']) => log.begin({ ...begunAt(1, id), by })
    await whileAskedFrom('192.0.2.7', () => begin('a', 'person'))
    await whileAskedFrom('192.0.2.7', () => begin('b', 'policy'))
    await whileAskedFrom(null, () => begin('c', 'person'))
    expect((await newestIn(log)).map(({ id, from }) => [id, from ?? null])).toEqual([
      ['c', null],
      ['b', null],
      ['a', '192.0.2.7'],
    ])
  })

  test('shows the newest first, and no more than 200', async () => {
    const path = newPath()
    const log = openLog(path)
    await log.begin(begunAt(1, 'first'))
    const { outcome: _, ...line } = { ...begunAt(0, 'x'), outcome: null }
    const others = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({ schema: 'headroom/audit/1', line: 'begun', ...line, id: `n${index}` }),
    )
    await appendFile(path, `${others.join('\n')}\n`)
    const ids = await idsIn(log)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, 'n199', 'n0'])
    expect(await log.newest()).toMatchObject({ kind: 'ok', value: { isCut: true } })
  })

  test('of an act after which Headroom was killed says that nobody knows how it ended', async () => {
    const path = newPath()
    await openLog(path).begin(begunAt(1, 'a'))
    expect(await newestIn(openLog(path))).toEqual([
      { ...begunAt(1, 'a'), outcome: null, returnedBytes: null, tookMs: null, sentence: null },
    ])
  })

  test('believes the last line of an act: what has ended may be back', async () => {
    const log = openLog(newPath())
    await log.begin(begunAt(1, 'a'))
    await log.end(endedAs('a'))
    await log.end(endedAs('a', { outcome: 'kept-alive', sentence: 'Loom is back' }))
    expect(await newestIn(log)).toMatchObject([{ outcome: 'kept-alive', sentence: 'Loom is back' }])
  })
})

describe('what is broken in it', () => {
  test('is passed over, and takes no other line with it', async () => {
    const path = newPath()
    const log = openLog(path)
    await log.begin(begunAt(1, 'a'))
    await appendFile(path, '\u0000\u0000not json\n[]\n{"schema":"headroom/audit/9"}\n{"line":"beg')
    await log.end(endedAs('a'))
    await log.begin(begunAt(2, 'b'))
    expect(await newestIn(log)).toMatchObject([
      { id: 'b', outcome: null },
      { id: 'a', outcome: 'done' },
    ])
  })

  test('or of an act that it does not know is no act', async () => {
    const log = openLog(newPath())
    await log.end(endedAs('stranger'))
    expect(await newestIn(log)).toEqual([])
  })

  test('names without end, and terminal escapes, are cut and made harmless', async () => {
    const path = newPath()
    const log = openLog(path)
    await log.begin(begunAt(1, 'a', `evil\u001b[2J\n${'x'.repeat(10_000)}`))
    await log.end(endedAs('a', { sentence: `${'y'.repeat(10_000)}\n` }))
    const [act] = await newestIn(log)
    expect([act?.target.length, act?.sentence?.length]).toEqual([200, 600])
    expect(act?.target).toMatch(/^evil\ufffd\[2J\ufffdx/)
    expect((await linesOf(path)).every((line) => line.length < 2_000)).toBe(true)
  })
})

describe('a log that grows', () => {
  const filled = async (path: string, bytes: number): Promise<number> => {
    const lines: string[] = []
    for (let size = 0; size < bytes; size += (lines.at(-1)?.length ?? 0) + 1) {
      const begun = begunAt(lines.length, `id-${lines.length}`)
      lines.push(JSON.stringify({ schema: 'headroom/audit/1', line: 'begun', ...begun }))
    }
    await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 })
    return lines.length
  }

  test('beyond a megabyte is written anew with its newest half', async () => {
    const path = newPath()
    const log = openLog(path)
    const count = await filled(path, 1e6 + 10)
    await log.begin(begunAt(9, 'new'))
    const { size } = await stat(path)
    expect([size > 400e3, size < 510e3]).toEqual([true, true])
    const lines = await linesOf(path)
    expect(lines.length).toBeGreaterThan(count * 0.4)
    expect(lines.every((line) => JSON.parse(line) !== null)).toBe(true)
    expect((await idsIn(log)).slice(0, 2)).toEqual(['new', `id-${count - 1}`])
  })

  test('below it only gets its line', async () => {
    const path = newPath()
    const count = await filled(path, 0.9e6)
    await openLog(path).begin(begunAt(9, 'new'))
    expect(await linesOf(path)).toHaveLength(count + 1)
  })

  test('and that others have filled with far more is bounded all the same', async () => {
    const path = newPath()
    await writeFile(path, `${'z'.repeat(99)}\n`.repeat(80_000))
    const log = openLog(path)
    await log.begin(begunAt(9, 'new'))
    expect((await stat(path)).size).toBeLessThan(510e3)
    expect(await idsIn(log)).toEqual(['new'])
  })
})

describe('whoever writes it', () => {
  test('two Headrooms at once lose no line, also where the file is made shorter meanwhile', async () => {
    const path = newPath()
    await writeFile(path, `${'z'.repeat(99)}\n`.repeat(9_990)) // a few lines below the megabyte
    const children = ['one', 'other'].map((name) =>
      startChild([process.execPath, child, path, name, '40']),
    )
    await Promise.all(children.map((one) => one.printed(/^ready$/m)))
    await writeFile(`${path}.go`, '')
    for (const one of children) expect(await one.ended, one.stderr()).toMatchObject({ code: 0 })
    const ids = await idsIn(openLog(path))
    const wanted = ['one', 'other'].flatMap((name) =>
      Array.from({ length: 40 }, (_, index) => `${name}-${index}`),
    )
    expect(ids.toSorted()).toEqual(wanted.toSorted())
    expect((await stat(path)).size).toBeLessThan(600e3)
  })

  test('hears of a disk that is full', async () => {
    const full: Host['appendFile'] = async () => ({
      kind: 'failed',
      reason: 'the disk is full',
      atMs: 0,
      tookMs: 0,
    })
    const log = createActLog({ ...host, appendFile: full }, newPath())
    expect(await log.begin(begunAt(1, 'a'))).toMatchObject({ reason: 'the disk is full' })
    expect(await newestIn(log)).toEqual([])
  })

  test('hears where it cannot be written or read at all', async () => {
    const path = newPath()
    await mkdir(path)
    const log = openLog(path)
    expect(await log.begin(begunAt(1, 'a'))).toMatchObject({
      kind: 'failed',
      reason: 'it is a folder',
    })
    expect(await log.newest()).toMatchObject({ kind: 'failed', reason: 'it is a folder' })
  })
})
