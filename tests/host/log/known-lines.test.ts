import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LogPiece, LogPosition } from '../../../src/main/host/host.ts'
import { tempFolder } from '../../processes.ts'
import { follow } from './followed.ts'

const newLog = (): string => join(tempFolder(), 'server.log')

/** Where the reading of a log stood that said this. */
async function readBefore(path: string, text: string): Promise<LogPosition> {
  writeFileSync(path, text)
  const followed = follow(path)
  await followed.check()
  const position = followed.position()
  followed.stop()
  if (position === null) throw new Error('nothing was told')
  return position
}

/** All that is told of a log that is read on with so much of what is known. */
async function readOn(path: string, position: LogPosition, maxBacklogBytes: number) {
  const followed = follow(path, { position, maxBacklogBytes })
  await followed.check()
  return followed.pieces
}

const texts = (pieces: readonly LogPiece[], isKnown: boolean): string =>
  pieces.flatMap((piece) => (piece.isKnown === isKnown ? [piece.text] : [])).join('')

describe('after a restart the last lines that were read before', () => {
  test('are told first, as known, and what is new follows', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\ntwo\n')
    appendFileSync(path, 'three\n')
    const pieces = await readOn(path, position, 100)
    expect(pieces.map(({ text, isKnown }) => [text, isKnown])).toEqual([
      ['one\ntwo\n', true],
      ['three\n', false],
    ])
    expect(pieces.map(({ isNewFile, isBacklog }) => [isNewFile, isBacklog])).toEqual([
      [true, true],
      [false, true],
    ])
    expect(pieces[0]?.position).toEqual(position)
  })

  test('are told where nothing is new, too', async () => {
    const path = newLog()
    const pieces = await readOn(path, await readBefore(path, 'one\ntwo\n'), 100)
    expect([texts(pieces, true), texts(pieces, false)]).toEqual(['one\ntwo\n', ''])
  })

  test.each([
    [8, 'one\ntwo\n'],
    [7, 'two\n'],
    [4, 'two\n'],
    [3, ''],
    [0, ''],
  ])('begin with a whole line: the last %d bytes are %j', async (bytes, known) => {
    const path = newLog()
    const position = await readBefore(path, 'one\ntwo\n')
    appendFileSync(path, 'three\n')
    const pieces = await readOn(path, position, bytes)
    expect([texts(pieces, true), texts(pieces, false)]).toEqual([known, 'three\n'])
  })
})

describe('after a restart what is told as known', () => {
  test('has no line that was not told whole before', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\ntw')
    appendFileSync(path, 'o\n')
    const pieces = await readOn(path, position, 100)
    expect([texts(pieces, true), texts(pieces, false)]).toEqual(['one\n', 'two\n'])
  })

  test('comes in pieces, each with its own position, and long lines are cut', async () => {
    const path = newLog()
    const text = `${'x'.repeat(100_000)}\n${'1234567\n'.repeat(100_000)}`
    const position = await readBefore(path, text)
    const pieces = await readOn(path, position, 2 ** 30)
    expect(pieces.length).toBeGreaterThan(2)
    expect(texts(pieces, true)).toBe(`${'x'.repeat(65_536)}\n${'1234567\n'.repeat(100_000)}`)
    expect(pieces.reduce((sum, { skippedBytes }) => sum + skippedBytes, 0)).toBe(100_000 - 65_536)
    const first = pieces[0]
    if (first === undefined) throw new Error('nothing was told')
    // whoever goes on behind the first piece gets the rest
    const rest = await readOn(path, first.position, 0)
    expect(first.text.length + first.skippedBytes + texts(rest, false).length).toBe(text.length)
    expect(pieces.at(-1)?.position).toEqual(position)
  })
})

describe('what is told as known', () => {
  test('stands in the file that was read, whatever its name is now', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    const followed = follow(path, { position, maxBacklogBytes: 100 })
    await followed.told('one\ntwo\nthree\n')
    expect(texts(followed.pieces, true)).toBe('one\n')
  })

  test('is nothing of a file that is another', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    writeFileSync(path, 'another\n')
    const pieces = await readOn(path, position, 100)
    expect([texts(pieces, true), texts(pieces, false)]).toEqual(['', 'another\n'])
  })

  test('is nothing where a log is read for the first time', async () => {
    const path = newLog()
    writeFileSync(path, 'one\ntwo\n')
    const followed = follow(path, { maxBacklogBytes: 5 })
    await followed.check()
    expect(followed.pieces.map(({ text, isKnown }) => [text, isKnown])).toEqual([['two\n', false]])
  })
})
