import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deleteOldRuns, runFiles } from '../../../src/main/cli/run/run-files.ts'
import { createRunLog } from '../../../src/main/cli/run/run-log.ts'
import { tempFolder, until } from '../../processes.ts'

const atMs = Date.UTC(2026, 10, 22, 2, 28, 45)
const filesIn = (folder: string, word = 'llama-server') =>
  runFiles(folder, { word, atMs, pid: 4242 })
const logEnds = (path: string, end: string): boolean =>
  existsSync(path) && readFileSync(path, 'utf8').endsWith(end)
const nobody = (): boolean => false

describe('the files of a run', () => {
  test.each([
    ['llama-server', '2026-11-22T02-28-45Z-llama-server-4242.log'],
    ['./build/bin/llama-cli', '2026-11-22T02-28-45Z-llama-cli-4242.log'],
    ['/opt/my models/a b;c\n$(x)', '2026-11-22T02-28-45Z-a-b-c-x--4242.log'],
    ['..', '2026-11-22T02-28-45Z-..-4242.log'],
    ['x'.repeat(500), `2026-11-22T02-28-45Z-${'x'.repeat(40)}-4242.log`],
    ['模型', '2026-11-22T02-28-45Z---4242.log'],
  ])('are named by the date and the program: %j', (word, name) => {
    expect(basename(filesIn('/runs', word).logPath)).toBe(name)
  })

  test('of the oldest runs are deleted; others stay, whatever they are called', async () => {
    const folder = tempFolder()
    const stemOf = (index: number): string =>
      `2026-11-${String(index).padStart(2, '0')}T00-00-00Z-llama-server-${index}`
    for (let index = 1; index <= 25; index += 1)
      for (const end of ['.log', '.log.1', '.minute.jsonl'])
        writeFileSync(join(folder, `${stemOf(index)}${end}`), '')
    const others = ['notes.log', '2020-01-01T00-00-00Z-x-1.txt', `old-${stemOf(1)}.log`]
    for (const name of others) writeFileSync(join(folder, name), '')
    mkdirSync(join(folder, 'backup'))
    await deleteOldRuns(folder, (pid) => pid === 2)
    const left = readdirSync(folder)
    const stems = new Set(left.filter((name) => name.endsWith('.minute.jsonl')))
    expect([...stems].toSorted()).toEqual(
      [2, ...Array.from({ length: 20 }, (_, at) => at + 6)].map(
        (index) => `${stemOf(index)}.minute.jsonl`,
      ),
    )
    expect(left).toEqual(expect.arrayContaining([...others, 'backup']))
    expect(left).toHaveLength(21 * 3 + others.length + 1)
  })
})

describe('the log of a run', () => {
  test('holds what was printed, and only its user may read it', async () => {
    const folder = join(tempFolder(), 'headroom', 'runs')
    const files = filesIn(folder)
    const log = createRunLog(files, nobody)
    log.write('one\n')
    log.write('two\n')
    await log.close()
    expect(readFileSync(files.logPath, 'utf8')).toBe('one\ntwo\n')
    expect(statSync(files.logPath).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(log.trouble()).toBeNull()
  })

  test('is there while the program runs', async () => {
    const files = filesIn(tempFolder())
    const log = createRunLog(files, nobody)
    log.write('one\n')
    await until('the line in the log', () =>
      existsSync(files.logPath) && readFileSync(files.logPath, 'utf8') === 'one\n' ? true : null,
    )
    await log.close()
  })

  test('is put aside when it is full, and goes on', async () => {
    const folder = tempFolder()
    const files = filesIn(folder)
    const log = createRunLog(files, nobody)
    for (let number = 1; number <= 10; number += 1) {
      const end = `piece ${number}\n`
      log.write(`${'x'.repeat(3 * 2 ** 20)}${end}`)
      await until(`${end} in the log`, () => (logEnds(files.logPath, end) ? true : null))
    }
    log.write('last\n')
    await log.close()
    expect(logEnds(files.logPath, 'piece 10\nlast\n')).toBe(true)
    expect(logEnds(files.fullLogPath, 'piece 6\n')).toBe(true)
    expect(statSync(files.fullLogPath).size).toBeLessThan(20 * 2 ** 20)
    expect(statSync(files.logPath).size).toBeLessThan(20 * 2 ** 20)
    expect(readdirSync(folder)).toHaveLength(2)
  })
})

describe('a burst', () => {
  const pieceBytes = 64 * 2 ** 10
  const pieces = 200
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  test('is kept whole, as fast as a disk takes it', async () => {
    const files = filesIn(tempFolder())
    const log = createRunLog(files, nobody)
    for (let piece = 0; piece < pieces; piece += 1) {
      log.write(`${String(piece).padStart(pieceBytes - 1, '.')}\n`)
      await turn()
      // a disk may be slow: the next piece comes when less waits for it than would be left out
      const toldBytes = (piece + 1) * pieceBytes
      await until('the disk is hardly behind', () =>
        toldBytes - sizeOf(files.logPath) < 2 * 2 ** 20 ? true : null,
      )
    }
    await log.close()
    expect(log.missingBytes()).toBe(0)
    expect(statSync(files.logPath).size).toBe(pieces * pieceBytes)
  })

  test('that no disk takes is left out, and it is known how much', async () => {
    const files = filesIn(tempFolder())
    const log = createRunLog(files, nobody)
    for (let piece = 0; piece < pieces; piece += 1) log.write('x'.repeat(pieceBytes))
    await log.close()
    expect(log.trouble()).toBeNull()
    expect(statSync(files.logPath).size).toBe(4 * 2 ** 20)
    expect(log.missingBytes()).toBe(pieces * pieceBytes - 4 * 2 ** 20)
  })
})

describe('a disk that does not do', () => {
  test('is nothing where the disk is full, and says so', async () => {
    const files = filesIn(tempFolder())
    symlinkSync('/dev/full', files.logPath)
    const log = createRunLog(files, nobody)
    log.write('one\n')
    await log.close()
    log.write('two\n')
    expect(log.trouble()).toMatch(/\S/)
  })

  test('does not follow a link that somebody has laid in its place', async () => {
    const folder = tempFolder()
    const files = filesIn(folder)
    const other = join(folder, 'precious')
    writeFileSync(other, 'mine')
    symlinkSync(other, files.logPath)
    const log = createRunLog(files, nobody)
    log.write('one\n')
    await log.close()
    expect(readFileSync(other, 'utf8')).toBe('mine')
  })
})
