import { appendFileSync, copyFileSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LogPosition } from '../../../src/main/host/host.ts'
import { tempFolder } from '../../processes.ts'
import { aWhile, follow, type Followed } from './followed.ts'

function age(path: string, seconds: number): void {
  const at = Date.now() / 1_000 - seconds
  utimesSync(path, at, at)
}

/** Where the reading of a new log stood when Headroom ended. */
async function readBefore(path: string, text: string): Promise<LogPosition> {
  writeFileSync(path, text)
  const followed = follow(path)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  await followed.told(whole)
  const position = followed.position()
  followed.stop()
  if (position === null) throw new Error('nothing was told')
  return JSON.parse(JSON.stringify(position))
}

const newLog = (): string => join(tempFolder(), 'server.log')
const again = (path: string, position: LogPosition): Followed =>
  follow(path, { position, maxBacklogBytes: 0 })

describe('after a restart a log is read on', () => {
  test('behind the last whole line, and says what came meanwhile', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\ntw')
    appendFileSync(path, 'o\nthree\n')
    const followed = again(path, position)
    await followed.told('two\nthree\n')
    appendFileSync(path, 'four\n')
    await followed.told('two\nthree\nfour\n')
    expect(followed.pieces.map(({ isBacklog }) => isBacklog)).toEqual([true, false])
    expect(followed.pieces.map(({ isNewFile }) => isNewFile)).toEqual([true, false])
  })

  test('without telling anything where nothing came', async () => {
    const path = newLog()
    const followed = again(path, await readBefore(path, 'one\n'))
    await aWhile()
    expect(followed.pieces).toEqual([])
    expect(followed.troubles).toEqual([])
  })

  test.each([
    'server-1.log',
    'server.log.1',
    'server.log-20261121',
    'server.2026-11-21.log',
    'server.prev.log',
    'moved-elsewhere',
  ])('though it is now named %s', async (name) => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    age(path, 60)
    renameSync(path, join(dirname(path), name))
    writeFileSync(path, 'three\n')
    const followed = again(path, position)
    await followed.told('two\nthree\n')
  })
})

describe('after a restart what came meanwhile is told', () => {
  test('of all files that came after it, in their order', async () => {
    const path = newLog()
    writeFileSync(`${path}.8`, 'older\n')
    age(`${path}.8`, 300)
    const position = await readBefore(path, '1\n')
    appendFileSync(path, '2\n')
    for (const [index, text] of ['3\n', '4\n5\n', '6\n'].entries()) {
      age(path, 60 - 10 * index)
      renameSync(path, `${path}.${3 - index}`)
      writeFileSync(path, text)
    }
    const followed = again(path, position)
    await followed.told('2\n3\n4\n5\n6\n')
    expect(followed.pieces.every(({ isBacklog }) => isBacklog)).toBe(true)
  })

  test('from the copy, where it was copied and emptied', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    copyFileSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    const followed = again(path, position)
    await followed.told('two\nthree\n')
  })

  test('from the first of two copies, and then from the second', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    copyFileSync(path, `${path}.2`)
    age(`${path}.2`, 60)
    writeFileSync(path, 'three\n')
    copyFileSync(path, `${path}.1`)
    age(`${path}.1`, 50)
    writeFileSync(path, 'four\n')
    const followed = again(path, position)
    await followed.told('two\nthree\nfour\n')
  })
})

describe('after a restart what is left is told', () => {
  test('of what a link pointed to, and then of what it points to now', async () => {
    const folder = tempFolder()
    const path = join(folder, 'current.log')
    symlinkSync(join(folder, 'run-1.log'), path)
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    age(path, 60)
    unlinkSync(path)
    writeFileSync(join(folder, 'run-2.log'), 'three\n')
    symlinkSync(join(folder, 'run-2.log'), path)
    const followed = again(path, position)
    await followed.told('two\nthree\n')
  })

  test('of a log that was renamed, with nothing in its place yet', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    appendFileSync(path, 'two\n')
    age(path, 60)
    renameSync(path, `${path}.1`)
    const followed = again(path, position)
    await followed.told('two\n')
    await followed.trouble('no such file or folder')
    writeFileSync(path, 'three\n')
    await followed.told('two\nthree\n')
    expect(followed.troubles.at(-1)).toBeNull()
  })
})

describe('after a restart with a great deal unread', () => {
  const last = 'last but one\nlast\n'

  test('only the last of it is told, from the beginning of a line on, and none of it as known', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    truncateSync(path, 65 * 2 ** 20)
    appendFileSync(path, `\ncut off\n${last}`)
    const followed = follow(path, { position, maxBacklogBytes: last.length + 3 })
    await followed.told(last)
    expect(followed.pieces.map(({ isKnown }) => isKnown)).toEqual([false])
    appendFileSync(path, 'more\n')
    await followed.told(`${last}more\n`)
    const more = follow(path, { position: followed.position(), maxBacklogBytes: 0 })
    appendFileSync(path, 'again\n')
    await more.told('again\n')
  })

  test('so it is of a new file in its place', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    unlinkSync(path)
    writeFileSync(path, 'another\n')
    truncateSync(path, 65 * 2 ** 20)
    appendFileSync(path, `\n${last}`)
    await follow(path, { position, maxBacklogBytes: last.length }).told(last)
  })
})

describe('after a restart a log is read from its beginning', () => {
  test('where it was deleted and made anew', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    unlinkSync(path)
    writeFileSync(path, 'two\nthree\n')
    const followed = again(path, position)
    await followed.told('two\nthree\n')
  })

  test('where it was emptied, though it is longer than it was', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    writeFileSync(path, 'two\nthree\nfour\n')
    const followed = again(path, position)
    await followed.told('two\nthree\nfour\n')
  })

  test('where it was emptied and then renamed', async () => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    writeFileSync(path, 'two\n')
    age(path, 60)
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    const followed = again(path, position)
    await followed.told('two\nthree\n')
  })

  test.each([
    { markBytes: 1e12 },
    { markBytes: -1 },
    { offsetBytes: -5 },
    { offsetBytes: Number.NaN },
    { mark: 'none' },
    { inode: -1 },
  ])('where the position makes no sense: %j', async (nonsense) => {
    const path = newLog()
    const position = await readBefore(path, 'one\n')
    const followed = again(path, { ...position, ...nonsense })
    await followed.told('one\n')
    expect(followed.troubles).toEqual([])
  })
})

test('a folder that goes with its log, and comes back, is followed again', async () => {
  const folder = join(tempFolder(), 'logs')
  mkdirSync(folder)
  const path = join(folder, 'server.log')
  const position = await readBefore(path, 'one\n')
  renameSync(folder, `${folder}-away`)
  const followed = again(path, position)
  await followed.trouble('no such file or folder')
  appendFileSync(join(`${folder}-away`, 'server.log'), 'two\n')
  renameSync(`${folder}-away`, folder)
  await followed.told('two\n')
})
