import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Host, LogPosition } from '../../../src/main/host/host.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import { openLogMemory } from '../../../src/main/monitor/logs/log-memory.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder, until } from '../../processes.ts'

const position = (offsetBytes: number): LogPosition => ({
  inode: 5,
  offsetBytes,
  markBytes: Math.min(offsetBytes, 4_096),
  mark: 'ab12',
})

const logsAt = (offsets: Readonly<Record<string, number | null>>) =>
  new Map(
    Object.entries(offsets).map(([path, bytes]) => [
      path,
      { position: () => (bytes === null ? null : position(bytes)) },
    ]),
  )

/** A host whose time stands still until the test moves it. */
function clocked(host: Host) {
  const now = { ms: 1_000_000 }
  const writes: string[] = []
  const counted: Host = {
    ...host,
    clock: { ...host.clock, nowMs: () => now.ms },
    writeFile: (path, text) => {
      writes.push(text)
      return host.writeFile(path, text)
    },
  }
  return { host: counted, now, writes }
}

const newFile = (text?: string): string => {
  const path = join(tempFolder(), 'log-positions.json')
  if (text !== undefined) writeFileSync(path, text)
  return path
}

describe('how far logs were read', () => {
  test('is known after a restart', async () => {
    const path = newFile()
    const first = await openLogMemory(localHost(), path)
    expect(first.positionOf('/a.log')).toBeNull()
    await first.keep(logsAt({ '/a.log': 10, '/b.log': 5_000, '/c.log': null }), 'at-once')
    const second = await openLogMemory(localHost(), path)
    expect(second.positionOf('/a.log')).toEqual(position(10))
    expect(second.positionOf('/b.log')).toEqual(position(5_000))
    expect(second.positionOf('/c.log')).toBeNull()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('is written down now and then, and at once where something has failed', async () => {
    const { host, now, writes } = clocked(localHost())
    const memory = await openLogMemory(host, newFile())
    await memory.keep(logsAt({ '/a.log': 1 }), 'now-and-then')
    now.ms += 29_999
    await memory.keep(logsAt({ '/a.log': 2 }), 'now-and-then')
    expect([writes.length, memory.positionOf('/a.log')]).toEqual([1, position(2)])
    await memory.keep(logsAt({ '/a.log': 3 }), 'at-once')
    now.ms += 30_000
    await memory.keep(logsAt({ '/a.log': 4 }), 'now-and-then')
    expect(writes.map((text) => /"offsetBytes": (\d)/.exec(text)?.[1])).toEqual(['1', '3', '4'])
  })

  test('is not written down again where nothing has been read', async () => {
    const { host, now, writes } = clocked(localHost())
    const memory = await openLogMemory(host, newFile())
    await memory.keep(logsAt({}), 'at-once')
    await memory.keep(logsAt({ '/a.log': 1 }), 'at-once')
    now.ms += 60_000
    await memory.keep(logsAt({ '/a.log': 1 }), 'now-and-then')
    expect(writes).toHaveLength(1)
  })
})

describe('what is written of it', () => {
  test('is not written twice at once: the older one might come last', async () => {
    const open: (() => void)[] = []
    const offsets: (string | undefined)[] = []
    const host: Host = {
      ...localHost(),
      writeFile: (_, text) => {
        offsets.push(/"offsetBytes": (\d+)/.exec(text)?.[1])
        const { promise, resolve } = Promise.withResolvers<Reading<null>>()
        open.push(() => resolve({ kind: 'ok', value: null, atMs: 0, tookMs: 0 }))
        return promise
      },
    }
    const memory = await openLogMemory(host, newFile())
    const keep = (bytes: number) => memory.keep(logsAt({ '/a.log': bytes }), 'at-once')
    const kept = [1, 2, 3].map(keep)
    await until('the first', () => (offsets.length > 0 ? true : null))
    kept.push(keep(4), keep(5))
    expect(offsets).toEqual(['3'])
    open[0]?.()
    await until('the next', () => (offsets.length > 1 ? true : null))
    expect(offsets).toEqual(['3', '5'])
    open[1]?.()
    await Promise.all(kept)
    expect(offsets).toEqual(['3', '5'])
  })

  test('is the last, however often', async () => {
    const path = newFile()
    const memory = await openLogMemory(localHost(), path)
    const offsets = Array.from({ length: 30 }, (_, index) => index + 1)
    await Promise.all(offsets.map((bytes) => memory.keep(logsAt({ '/a.log': bytes }), 'at-once')))
    const again = await openLogMemory(localHost(), path)
    expect(again.positionOf('/a.log')).toEqual(position(30))
  })

  test('is kept of the last two hundred', async () => {
    const path = newFile()
    const names = Array.from({ length: 201 }, (_, index) => [`/${index}.log`, index + 1] as const)
    const memory = await openLogMemory(localHost(), path)
    await memory.keep(logsAt(Object.fromEntries(names.slice(0, 200))), 'at-once')
    // the first one is read on, so the second is the oldest
    await memory.keep(logsAt({ '/0.log': 900, '/200.log': 7 }), 'at-once')
    const again = await openLogMemory(localHost(), path)
    const offsetOf = (name: string) => again.positionOf(name)?.offsetBytes ?? null
    expect(['/0.log', '/1.log', '/2.log', '/200.log'].map(offsetOf)).toEqual([900, null, 3, 7])
  })
})

describe('two Headrooms that write one file', () => {
  test('lose nothing that the other one has read', async () => {
    const path = newFile()
    const [app, web] = [
      await openLogMemory(localHost(), path),
      await openLogMemory(localHost(), path),
    ]
    await app.keep(logsAt({ '/a.log': 10, '/b.log': 10 }), 'at-once')
    await web.keep(logsAt({ '/a.log': 90, '/c.log': 5 }), 'at-once')
    await app.keep(logsAt({ '/a.log': 20, '/b.log': 30 }), 'at-once')
    await app.keep(logsAt({ '/a.log': 20, '/b.log': 40 }), 'at-once')
    const again = await openLogMemory(localHost(), path)
    const offsetOf = (name: string) => again.positionOf(name)?.offsetBytes ?? null
    expect(['/a.log', '/b.log', '/c.log'].map(offsetOf)).toEqual([90, 40, 5])
  })

  test('go back where a log was cut', async () => {
    const path = newFile()
    const memory = await openLogMemory(localHost(), path)
    await memory.keep(logsAt({ '/a.log': 10 }), 'at-once')
    await memory.keep(logsAt({ '/a.log': 2 }), 'at-once')
    const again = await openLogMemory(localHost(), path)
    expect(again.positionOf('/a.log')).toEqual(position(2))
  })
})

describe('a file of positions', () => {
  const valid = JSON.stringify({ positions: { '/a.log': position(10) } })

  test.each([
    ['empty', ''],
    ['cut', valid.slice(0, -5)],
    ['of another', '{"menuBarText":"room"}'],
    ['a list', '[]'],
    ['with a place before the beginning', valid.replace('"offsetBytes":10', '"offsetBytes":-1')],
    ['with half a byte', valid.replace('"offsetBytes":10', '"offsetBytes":1.5')],
    ['with another mark', valid.replace('ab12', 'none')],
    ['far too large', `${' '.repeat(2 * 2 ** 20)}${valid}`],
    ['deep', '['.repeat(30_000)],
  ])('that is %s is as none, and is written anew', async (_, text) => {
    const path = newFile(text)
    const memory = await openLogMemory(localHost(), path)
    expect(memory.positionOf('/a.log')).toBeNull()
    await memory.keep(logsAt({ '/b.log': 3 }), 'at-once')
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).positions)).toEqual(['/b.log'])
  })

  test('that is whole is read', async () => {
    const memory = await openLogMemory(localHost(), newFile(valid))
    expect(memory.positionOf('/a.log')).toEqual(position(10))
    expect(memory.positionOf('toString')).toBeNull()
  })

  test('that cannot be written is written as soon as it can', async () => {
    const path = newFile()
    mkdirSync(path)
    const memory = await openLogMemory(localHost(), path)
    await memory.keep(logsAt({ '/a.log': 1 }), 'now-and-then')
    expect(memory.positionOf('/a.log')).toEqual(position(1))
    rmdirSync(path)
    await memory.keep(logsAt({ '/a.log': 1 }), 'now-and-then')
    const again = await openLogMemory(localHost(), path)
    expect(again.positionOf('/a.log')).toEqual(position(1))
  })
})

test('what another Headroom has forgotten is not written back, but for logs that were read further', async () => {
  const path = newFile()
  const memory = await openLogMemory(localHost(), path)
  await memory.keep(logsAt({ '/a.log': 10, '/b.log': 20 }), 'at-once')
  rmSync(path)
  await memory.keep(logsAt({ '/a.log': 10, '/b.log': 30 }), 'at-once')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ positions: { '/b.log': position(30) } })
  expect(memory.positionOf('/a.log')).toBeNull()
  await memory.keep(logsAt({ '/a.log': 10, '/b.log': 40 }), 'at-once')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ positions: { '/b.log': position(40) } })
})
