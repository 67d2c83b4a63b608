import { execFileSync } from 'node:child_process'
import { closeSync, linkSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFiles } from '../../src/main/host/local-file.ts'
import type { Question } from '../../src/main/host/host.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Reading } from '../../src/shared/reading.ts'
import { startChild, tempFolder } from '../processes.ts'
import { localHost } from './local-host.ts'

const ask = (question: Question): Promise<Reading<string>> => localHost().ask(question)
const json = (reading: Reading<string>): unknown =>
  reading.kind === 'ok' ? jsonIn(reading.value) : reading

describe('a kernel file', () => {
  test('is read, though the kernel calls it empty', async () => {
    const reading = await ask({ kind: 'file', path: '/proc/meminfo' })
    expect(reading).toMatchObject({
      kind: 'ok',
      value: expect.stringMatching(/^MemTotal: +\d+ kB$/m),
    })
  })

  test('is read whole where it is longer than one piece', async () => {
    const long = 'x'.repeat(100_000)
    const child = startChild(['/bin/sh', '-c', 'echo up; sleep 600; :', long])
    await child.printed(/up/)
    const reading = await ask({ kind: 'file', path: `/proc/${child.pid}/cmdline` })
    const value = ['/bin/sh', '-c', 'echo up; sleep 600; :', long, ''].join('\0')
    expect(reading).toMatchObject({ kind: 'ok', value })
  })

  test('is refused where it is longer than its reader expects', async () => {
    const reading = await ask({ kind: 'file', path: '/proc/meminfo', maxBytes: 10 })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'larger than 10 bytes' })
  })

  test('of a process that is not there is absent', async () => {
    const reading = await ask({ kind: 'file', path: '/proc/4194305/stat' })
    expect(reading).toMatchObject({ kind: 'absent', reason: 'no such file or folder' })
  })

  test('that the kernel refuses to read says so, to root as well', async () => {
    const reading = await ask({ kind: 'file', path: '/proc/self/mem' })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'input/output error' })
  })
})

describe('a file', () => {
  test('is read as far as its bound, and not beyond', async () => {
    const path = join(tempFolder(), 'file')
    writeFileSync(path, 'y'.repeat(100_000))
    const whole = await ask({ kind: 'file', path, maxBytes: 100_000 })
    expect(whole).toMatchObject({ kind: 'ok', value: 'y'.repeat(100_000) })
    const reading = await ask({ kind: 'file', path, maxBytes: 99_999 })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'larger than 99999 bytes' })
  })

  test('has a bound though its reader names none', async () => {
    const path = join(tempFolder(), 'file')
    writeFileSync(path, Buffer.alloc(4 * 2 ** 20 + 1))
    const reading = await ask({ kind: 'file', path })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'larger than 4194304 bytes' })
  })

  test('that is a pipe in its place is not waited for', async () => {
    const path = join(tempFolder(), 'fifo')
    execFileSync('mkfifo', [path])
    const reading = await ask({ kind: 'file', path })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it is no file of a disk' })
  })

  test('that does not answer is given up at the deadline', async () => {
    const path = join(tempFolder(), 'fifo')
    execFileSync('mkfifo', [path])
    onTestFinished(() => closeSync(openSync(path, 'r+'))) // lets go of the reader that was left behind
    await expect(createFiles().readNamed(path, 100, 200)).rejects.toThrow('no answer within 0.2 s')
  })

  test('that its user has named may be a pipe: its writer is waited for', async () => {
    const path = join(tempFolder(), 'fifo')
    execFileSync('mkfifo', [path])
    const reading = createFiles().readNamed(path, 100, 15_000)
    startChild(['/bin/sh', '-c', `echo slowly > '${path}'`])
    expect(await reading).toBe('slowly\n')
  })

  test('that is missing is absent', async () => {
    const reading = await ask({ kind: 'file', path: '/no/such/file' })
    expect(reading).toMatchObject({ kind: 'absent', reason: 'no such file or folder' })
  })

  test('that is a folder, or lies below a file, says so', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    const asFile = await ask({ kind: 'file', path: folder })
    expect(asFile).toMatchObject({ kind: 'failed', reason: 'it is a folder' })
    const below = await ask({ kind: 'file', path: join(folder, 'file', 'x') })
    expect(below).toMatchObject({
      kind: 'failed',
      reason: 'part of its path is not a folder',
    })
  })
})

describe('beside the text of files', () => {
  test('a folder answers with its names', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a b'), '')
    mkdirSync(join(folder, 'sub'))
    const names = json(await ask({ kind: 'dir', path: folder }))
    expect(names).toEqual(expect.arrayContaining(['a b', 'sub']))
    expect(names).toHaveLength(2)
    const kernel = json(await ask({ kind: 'dir', path: '/proc' }))
    expect(kernel).toEqual(expect.arrayContaining([String(process.pid), 'meminfo']))
    expect(await ask({ kind: 'dir', path: '/no/such' })).toMatchObject({ kind: 'absent' })
  })

  test('a link answers with where it leads', async () => {
    const path = join(tempFolder(), 'link')
    symlinkSync('/no/such/file', path)
    expect(await ask({ kind: 'link', path })).toMatchObject({ kind: 'ok', value: '/no/such/file' })
    const own = await ask({ kind: 'link', path: '/proc/self' })
    expect(own).toMatchObject({ kind: 'ok', value: String(process.pid) })
  })

  test('stat tells the size, the kind and which file it is', async () => {
    const folder = tempFolder()
    const path = join(folder, 'file')
    const twin = join(folder, 'twin')
    writeFileSync(path, 'four')
    linkSync(path, twin)
    const found = json(await ask({ kind: 'stat', path }))
    expect(found).toMatchObject({ type: 'file', sizeBytes: 4 })
    expect(json(await ask({ kind: 'stat', path: twin }))).toEqual(found)
    expect(json(await ask({ kind: 'stat', path: folder }))).toMatchObject({ type: 'dir' })
    expect(json(await ask({ kind: 'stat', path: '/dev/null' }))).toMatchObject({ type: 'other' })
  })

  test('disk tells what is free, in bytes', async () => {
    const [, total, free] = execFileSync('df', ['-B1', '--output=size,avail', '/'])
      .toString()
      .match(/(\d+) +(\d+)\s*$/) ?? ['', '', '']
    const found = json(await ask({ kind: 'disk', path: '/' }))
    expect(found).toMatchObject({ totalBytes: Number(total), freeBytes: expect.any(Number) })
    const freeBytes = Object.entries(found ?? {}).find(([name]) => name === 'freeBytes')?.[1]
    expect(Math.abs(Number(freeBytes) - Number(free))).toBeLessThan(2 ** 30)
  })

  test('a volume without a size has no disk', async () => {
    const reading = await ask({ kind: 'disk', path: '/proc' })
    expect(reading).toMatchObject({ kind: 'absent', reason: 'this volume has no size' })
  })
})
