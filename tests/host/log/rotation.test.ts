import { appendFileSync, chownSync, closeSync, copyFileSync, openSync, renameSync } from 'node:fs'
import {
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../../processes.ts'
import { aWhile, follow, type Followed } from './followed.ts'

/** Nobody has written to it for so long: it need not be waited for. */
function age(path: string, seconds: number): void {
  const at = Date.now() / 1_000 - seconds
  utimesSync(path, at, at)
}

interface Log {
  readonly folder: string
  readonly path: string
  readonly followed: Followed
}

/** A log whose first lines have been told. */
async function started(text: string): Promise<Log> {
  const folder = tempFolder()
  const path = join(folder, 'server.log')
  writeFileSync(path, text)
  const followed = follow(path)
  await followed.told(text)
  return { folder, path, followed }
}

const newFiles = ({ pieces }: Followed): readonly string[] =>
  pieces.filter(({ isNewFile }) => isNewFile).map(({ text }) => text)

// all that a test does without waiting, it does between two looks

describe('a log that is renamed and made anew', () => {
  test('is told to its end, and then the new one', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'two\n')
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    await followed.told('one\ntwo\nthree\n')
    expect(newFiles(followed)).toEqual(['one\n', 'three\n'])
    expect(followed.troubles).toEqual([])
  })

  test('is read on while its writer goes on in it', async () => {
    const { path, followed } = await started('one\n')
    const writer = openSync(path, 'a')
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'four\n')
    await aWhile()
    writeSync(writer, 'two\n')
    await followed.told('one\ntwo\n')
    writeSync(writer, 'three\n')
    closeSync(writer)
    await followed.told('one\ntwo\nthree\nfour\n')
  })

  test('is read on for ever when its writer never goes to the new one', async () => {
    const { path, followed } = await started('one\n')
    const writer = openSync(path, 'a')
    age(path, 60)
    renameSync(path, `${path}.1`)
    writeFileSync(path, '')
    await aWhile()
    writeSync(writer, 'two\n')
    await followed.told('one\ntwo\n')
    closeSync(writer)
  })
})

test("a file that only has the name of an earlier one is another user's, and is not told", async () => {
  const { path, followed } = await started('one\n')
  renameSync(path, `${path}.1`)
  writeFileSync(`${path}.9`, 'by a stranger\n')
  // only root can give a file away; whoever else runs this has written it himself
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(`${path}.9`, 65_534, 65_534)
  writeFileSync(path, 'two\n')
  await followed.told(isRoot ? 'one\ntwo\n' : 'one\nby a stranger\ntwo\n')
})

describe('a log that was renamed', () => {
  test('tells a last line without an end when nothing more comes', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'tw')
    age(path, 60)
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    await followed.told('one\ntwthree\n')
    expect(newFiles(followed)).toEqual(['one\n', 'three\n'])
  })

  test('loses nothing where that was done several times between two looks', async () => {
    const { folder, path, followed } = await started('1\n')
    const old = (number: number): string => join(folder, `server-${number}.log`)
    appendFileSync(path, '2\n')
    for (const [index, text] of ['3\n4\n', '', '5\n', '6\n'].entries()) {
      for (const number of [3, 2, 1].filter((one) => one <= index))
        renameSync(old(number), old(number + 1))
      age(path, 60 - 10 * index)
      renameSync(path, old(1))
      writeFileSync(path, text)
    }
    await followed.told('1\n2\n3\n4\n5\n6\n')
  })

  test('and has nothing in its place says so, and comes back', async () => {
    const { folder, path, followed } = await started('one\n')
    age(path, 60)
    renameSync(path, join(folder, 'elsewhere'))
    await followed.trouble('no such file or folder')
    renameSync(join(folder, 'elsewhere'), path)
    appendFileSync(path, 'two\n')
    await followed.told('one\ntwo\n')
    expect(followed.troubles.at(-1)).toBeNull()
    expect(newFiles(followed)).toEqual(['one\n'])
  })
})

describe('a log that is copied and emptied', () => {
  test('loses nothing that was written before', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'two\nthr')
    appendFileSync(path, 'ee\n')
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    appendFileSync(path, 'four\n')
    await followed.told('one\ntwo\nthree\nfour\n')
    expect(newFiles(followed)).toEqual(['one\n', 'four\n'])
  })

  test('loses nothing where that was done twice between two looks', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'two\n')
    copyFileSync(path, `${path}.2`)
    age(`${path}.2`, 0.5)
    writeFileSync(path, 'three\n')
    copyFileSync(path, `${path}.1`)
    writeFileSync(path, 'four\n')
    await followed.told('one\ntwo\nthree\nfour\n')
  })

  test('tells a half line of which the rest is in the copy as one', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'tw')
    await aWhile()
    appendFileSync(path, 'o\n')
    copyFileSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    await followed.told('one\ntwo\nthree\n')
  })
})

describe('a log that is emptied', () => {
  test('and has grown beyond its old size since is known by what stood there', async () => {
    const { path, followed } = await started('one\ntwo\n')
    writeFileSync(path, 'three\nfour\nfive\n')
    await followed.told('one\ntwo\nthree\nfour\nfive\n')
    expect(newFiles(followed)).toEqual(['one\ntwo\n', 'three\nfour\nfive\n'])
  })

  test('and is just as long as it was is known as well', async () => {
    const { path, followed } = await started('one\n')
    age(path, 60)
    await aWhile()
    writeFileSync(path, 'two\n')
    await followed.told('one\ntwo\n')
  })

  test('while its writer keeps its place has a hole, of which nothing is told', async () => {
    const { path, followed } = await started('one\n')
    const writer = openSync(path, 'r+')
    writeSync(writer, 'two\nthree\n', 4)
    await followed.told('one\ntwo\nthree\n')
    truncateSync(path)
    await aWhile()
    writeSync(writer, 'four\n', 14)
    closeSync(writer)
    await followed.told('one\ntwo\nthree\nfour\n')
  })

  test('with half a line unread tells that half', async () => {
    const { path, followed } = await started('one\n')
    appendFileSync(path, 'tw')
    await aWhile()
    writeFileSync(path, 'three\n')
    await followed.told('one\ntwthree\n')
  })
})

describe('a log that is deleted', () => {
  test('is read on while its writer goes on, and left when it is quiet', async () => {
    const { path, followed } = await started('one\n')
    const writer = openSync(path, 'a')
    unlinkSync(path)
    await aWhile()
    writeSync(writer, 'two\nthr')
    closeSync(writer)
    await followed.told('one\ntwo\nthr')
    await followed.trouble('no such file or folder')
    writeFileSync(path, 'one\n')
    await followed.told('one\ntwo\nthrone\n')
    expect(newFiles(followed)).toEqual(['one\n', 'one\n'])
    expect(followed.troubles.at(-1)).toBeNull()
  })

  test('and made anew with the same words is told anew', async () => {
    const { path, followed } = await started('one\n')
    age(path, 60)
    unlinkSync(path)
    writeFileSync(path, 'one\n')
    await followed.told('one\none\n')
  })

  test('by putting another in its place is followed by that', async () => {
    const { folder, path, followed } = await started('one\n')
    age(path, 60)
    writeFileSync(join(folder, 'new'), 'two\n')
    renameSync(join(folder, 'new'), path)
    await followed.told('one\ntwo\n')
  })
})

describe('a link', () => {
  test('that is switched is followed to the other file, and back again without telling twice', async () => {
    const folder = tempFolder()
    const [one, two, path] = ['run-1.log', 'run-2.log', 'current.log'].map((name) =>
      join(folder, name),
    )
    if (one === undefined || two === undefined || path === undefined) throw new Error('unreachable')
    const point = (target: string): void => {
      symlinkSync(target, `${path}.tmp`)
      renameSync(`${path}.tmp`, path)
    }
    writeFileSync(one, 'one\n')
    writeFileSync(two, 'three\n')
    point(one)
    const followed = follow(path)
    await followed.told('one\n')
    appendFileSync(one, 'two\n')
    point(two)
    await followed.told('one\ntwo\nthree\n')
    point(one)
    appendFileSync(one, 'four\n')
    await followed.told('one\ntwo\nthree\nfour\n')
    expect(newFiles(followed)).toEqual(['one\n', 'three\n', 'four\n'])
  })

  test('to a log that is rotated in its own folder is followed through it', async () => {
    const folder = tempFolder()
    const target = join(folder, 'server.log')
    const path = join(tempFolder(), 'link')
    writeFileSync(target, 'one\n')
    symlinkSync(target, path)
    const followed = follow(path)
    await followed.told('one\n')
    appendFileSync(target, 'two\n')
    age(target, 60)
    renameSync(target, `${target}.2`)
    writeFileSync(target, 'three\n')
    age(target, 50)
    renameSync(target, `${target}.1`)
    writeFileSync(target, 'four\n')
    await followed.told('one\ntwo\nthree\nfour\n')
  })
})

describe('what stands beside a log', () => {
  test('and is none of its earlier files is not told', async () => {
    const { folder, path, followed } = await started('one\n')
    age(path, 60)
    for (const name of ['server_8081.log', 'server-upgrade.log', 'server.log.2.gz', 'app.log'])
      writeFileSync(join(folder, name), 'none\n')
    copyFileSync(path, `${path}.bak`)
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'two\n')
    await followed.told('one\ntwo\n')
    await aWhile()
    expect(followed.text()).toBe('one\ntwo\n')
  })
})
