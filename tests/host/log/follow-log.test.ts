import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startChild, tempFolder } from '../../processes.ts'
import { localHost } from '../local-host.ts'
import { aWhile, follow } from './followed.ts'

const log = (text = ''): string => {
  const path = join(tempFolder(), 'server.log')
  writeFileSync(path, text)
  return path
}

describe('a log that is followed', () => {
  test('tells what is written, without being asked to look', async () => {
    const path = log()
    const followed = follow(path)
    await aWhile()
    const writer = startChild([
      '/bin/sh',
      '-c',
      `echo one >> ${path}; sleep 0.2; echo two >> ${path}`,
    ])
    await writer.ended
    await aWhile()
    expect(followed.text()).toBe('one\ntwo\n')
    expect(followed.troubles).toEqual([])
  })

  test('tells where it stands, and what was there before', async () => {
    const path = log('old\n')
    const followed = follow(path)
    await followed.told('old\n')
    appendFileSync(path, 'new\nhal')
    await followed.told('old\nnew\n')
    appendFileSync(path, 'f\n')
    await followed.told('old\nnew\nhalf\n')
    const told = followed.pieces.map(({ text, isBacklog, isNewFile, position }) => [
      text,
      isBacklog,
      isNewFile,
      position.offsetBytes,
    ])
    expect(told).toEqual([
      ['old\n', true, true, 4],
      ['new\n', false, false, 8],
      ['half\n', false, false, 13],
    ])
    // sha256sum of `old\nnew\nhalf\n`
    const mark = '1114163e9d5bda55d68c7702d1725b15d9c117dcbdfd2cd30be0d41dae66e4aa'
    expect(followed.position()).toMatchObject({ markBytes: 13, mark })
  })

  test('begins with the last of what was there, at the beginning of a line', async () => {
    const followed = follow(log('one\ntwo\nthree\n'), { maxBacklogBytes: 7 })
    await followed.told('three\n')
  })

  test('begins with a whole line where one begins just there', async () => {
    const followed = follow(log('one\r\ntwo\r\nthree\r\n'), { maxBacklogBytes: 12 })
    await followed.told('two\r\nthree\r\n')
  })

  test('tells progress as it is overwritten, and line ends of all kinds', async () => {
    const path = log('\u001b[1m10%\u001b[0m\r20%\r')
    const followed = follow(path)
    await followed.told('\u001b[1m10%\u001b[0m\r20%\r')
    appendFileSync(path, '30%\r\ndone\n')
    await followed.told('\u001b[1m10%\u001b[0m\r20%\r30%\r\ndone\n')
  })
})

describe('a log', () => {
  test('of many megabytes comes in small pieces, whole', async () => {
    const line = `${'x'.repeat(99)}\n`
    const path = log(line.repeat(100_000))
    const followed = follow(path)
    await followed.told(line.repeat(100_000))
    expect(followed.text().length).toBe(10_000_000)
    expect(Math.max(...followed.pieces.map(({ text }) => text.length))).toBeLessThanOrEqual(
      (256 + 64) * 1_024,
    )
    expect(followed.pieces.filter(({ isNewFile }) => isNewFile)).toHaveLength(1)
    expect(followed.pieces.every(({ isBacklog }) => isBacklog)).toBe(true)
  })

  test('with a line of 100 MB tells its beginning, and how much is missing', async () => {
    const path = log('one\n')
    const followed = follow(path)
    await followed.told('one\n')
    const writer = startChild([
      '/bin/sh',
      '-c',
      `head -c 100000000 /dev/zero | tr '\\0' x >> ${path}`,
    ])
    await writer.ended
    appendFileSync(path, '\ntwo\n')
    const begin = 'x'.repeat(65_536)
    await followed.told(`one\n${begin}\ntwo\n`)
    const skipped = followed.pieces.reduce((sum, piece) => sum + piece.skippedBytes, 0)
    expect(skipped).toBe(100_000_000 - 65_536)
    expect(followed.position()?.offsetBytes).toBe(100_000_009)
  })
})

describe('a path', () => {
  test('at which nothing is yet says so, until there is something', async () => {
    const path = join(tempFolder(), 'later.log')
    const followed = follow(path)
    await followed.trouble('no such file or folder')
    expect(followed.troubles[0]?.kind).toBe('absent')
    writeFileSync(path, 'one\n')
    await followed.told('one\n')
    expect(followed.troubles.slice(1)).toEqual([null])
    expect(followed.pieces[0]).toMatchObject({ isBacklog: false, isNewFile: true })
  })

  test('in a folder that is not there yet is found as well', async () => {
    const folder = join(tempFolder(), 'logs')
    const followed = follow(join(folder, 'server.log'))
    await followed.trouble('no such file or folder')
    mkdirSync(folder)
    writeFileSync(join(folder, 'server.log'), 'one\n')
    await followed.told('one\n')
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'it is a folder'],
    ['a FIFO', (path: string) => execFileSync('mkfifo', [path]), 'it is not a file'],
    ['a device', (path: string) => symlinkSync('/dev/zero', path), 'it is not a file'],
    ['a link to itself', (path: string) => symlinkSync(path, path), 'its links lead in a circle'],
  ])('with %s is refused with a sentence', async (_, make, reason) => {
    const path = join(tempFolder(), 'odd.log')
    make(path)
    const followed = follow(path)
    await aWhile()
    expect(followed.troubles).toMatchObject([
      { kind: 'failed', reason: expect.stringContaining(reason) },
    ])
    unlinkOrNot(path)
  })

  test('whose FIFO becomes a file is followed then', async () => {
    const path = join(tempFolder(), 'odd.log')
    execFileSync('mkfifo', [path])
    const followed = follow(path)
    await followed.trouble('it is not a file')
    unlinkSync(path)
    writeFileSync(path, 'one\n')
    await followed.told('one\n')
    expect(followed.troubles.at(-1)).toBeNull()
  })
})

const unlinkOrNot = (path: string): void => {
  try {
    unlinkSync(path)
  } catch {
    // EISDIR: it goes with its folder
  }
}

/** The log files that this process has open. */
const openCount = (path: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return basename(readlinkSync(`/proc/self/fd/${fd}`)) === basename(path)
    } catch {
      // ENOENT: it was the one that lists them
      return false
    }
  }).length

describe('following', () => {
  test('ends when it is stopped: nothing is told, nothing stays open', async () => {
    const path = join(tempFolder(), 'stopped-here.log')
    writeFileSync(path, 'one\n')
    const followed = follow(path)
    await followed.told('one\n')
    expect(openCount(path)).toBe(1)
    followed.stop()
    appendFileSync(path, 'two\n')
    followed.check()
    await aWhile()
    expect(followed.text()).toBe('one\n')
    expect(openCount(path)).toBe(0)
  })

  test('that is stopped at once never tells anything', async () => {
    const path = log('one\n')
    const followed = follow(path)
    followed.stop()
    await aWhile()
    expect(followed.pieces).toEqual([])
    expect(openCount(path)).toBe(0)
  })

  test('ends with the host', async () => {
    const path = log('one\n')
    const host = localHost()
    const texts: string[] = []
    host.followLog(
      path,
      { position: null, maxBacklogBytes: 100 },
      ({ text }) => texts.push(text),
      () => undefined,
    )
    await aWhile()
    await host.close()
    appendFileSync(path, 'two\n')
    await aWhile()
    expect(texts).toEqual(['one\n'])
  })
})

describe('following a log', () => {
  test('keeps no program alive', async () => {
    const path = log('one\n')
    const source = JSON.stringify(new URL('../../../src/main/host/local.ts', import.meta.url).href)
    const node = startChild([
      process.execPath,
      '--input-type=module',
      '-e',
      `import { createLocalHost } from ${source}
       const start = { position: null, maxBacklogBytes: 100 }
       createLocalHost().followLog(${JSON.stringify(path)}, start, (piece) => console.log(piece.text), console.log)`,
    ])
    expect(await node.ended).toEqual({ code: 0, signal: null })
    expect(node.stdout()).toBe('one\n\n')
  })

  test('has told all that is there when a check is done', async () => {
    const path = log('one\n')
    const followed = follow(path)
    await followed.check()
    expect(followed.text()).toBe('one\n')
    appendFileSync(path, 'two\n'.repeat(200_000))
    await followed.check()
    expect(followed.text().length).toBe(800_004)
    followed.stop()
    await followed.check()
  })

  test('goes on where a file was emptied', async () => {
    const path = log('one\ntwo\n')
    const followed = follow(path)
    await followed.told('one\ntwo\n')
    truncateSync(path)
    appendFileSync(path, 'three\n')
    await followed.told('one\ntwo\nthree\n')
    expect(followed.pieces.map(({ isNewFile }) => isNewFile)).toEqual([true, true])
  })
})
