import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Host } from '../../../src/main/host/host.ts'
import { createFollowedLogs } from '../../../src/main/monitor/logs/followed-logs.ts'
import { placeAt, type LogFile } from '../../../src/main/monitor/logs/log-file.ts'
import { openLogMemory } from '../../../src/main/monitor/logs/log-memory.ts'
import { localHost } from '../../host/local-host.ts'
import { toldOf } from '../../inference/server-told.ts'
import { tempFolder, until } from '../../processes.ts'
import { fakeLogs } from './watched-logs.ts'

// composed from ggml-metal-device.m, ggml_metal_buffer_init
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 9000.00 MiB\n'
const seconds = 1_000

/** The logs of a folder, which is Headroom's as well; `started`: as after a restart. */
function machine() {
  const folder = tempFolder()
  const pathOf = (name: string): string => join(folder, name)
  const started = async () => {
    const host = localHost()
    const woken: string[] = []
    const logs = createFollowedLogs({
      host,
      memory: await openLogMemory(host, pathOf('log-positions.json')),
      isAppleSilicon: () => null,
      onFailure: () => void woken.push('failure'),
      onNotice: () => undefined,
    })
    const stop = (): void => logs.all().forEach((log) => log.stop())
    onTestFinished(stop)
    const paths = (): readonly string[] => logs.all().map((log) => log.file().path)
    const counts = (): readonly number[] =>
      logs.all().flatMap((log) => log.failures().map(({ count }) => count))
    return { ...logs, stop, paths, counts, woken }
  }
  return { pathOf, started }
}

const places = (...paths: readonly string[]): readonly LogFile[] => paths.map(placeAt)

describe('the logs that are followed', () => {
  test('are those that are named, each once, and all of them has been read', async () => {
    const { pathOf, started } = machine()
    const [a, b] = [pathOf('a.log'), pathOf('b.log')]
    writeFileSync(a, refused)
    writeFileSync(b, refused + refused)
    const logs = await started()
    await logs.follow(places(a, b), 0)
    await logs.follow(places(a, b), 5 * seconds)
    expect([logs.paths(), logs.counts()]).toEqual([
      [a, b],
      [1, 2],
    ])
  })

  test('are none at first, and nothing that reads them is made', async () => {
    const { started } = machine()
    const logs = await started()
    await logs.follow([], 0)
    expect(logs.all()).toEqual([])
  })
})

describe('logs that were followed', () => {
  test('are left a minute after they have gone', async () => {
    const { pathOf, started } = machine()
    const [a, b] = [pathOf('a.log'), pathOf('b.log')]
    writeFileSync(a, '')
    writeFileSync(b, '')
    const logs = await started()
    await logs.follow(places(a, b), 0)
    await logs.follow(places(b), 59 * seconds)
    expect(logs.paths()).toEqual([a, b])
    await logs.follow(places(b), 60 * seconds)
    expect(logs.paths()).toEqual([b])
    appendFileSync(a, refused)
    await logs.follow(places(b), 61 * seconds)
    expect([logs.counts(), logs.woken]).toEqual([[], []])
  })

  test('are not left where they come back in time, or where the clock stands still', async () => {
    const { pathOf, started } = machine()
    const a = pathOf('a.log')
    writeFileSync(a, refused)
    const logs = await started()
    await logs.follow(places(a), 0)
    await logs.follow([], 30 * seconds)
    await logs.follow(places(a), 55 * seconds)
    await logs.follow([], 90 * seconds)
    expect([logs.paths(), logs.counts()]).toEqual([[a], [1]])
  })

  test('have the writer that they have now', async () => {
    const { pathOf, started } = machine()
    const a = pathOf('a.log')
    writeFileSync(a, '')
    const logs = await started()
    const { root: writer } = toldOf('llama-server -m a.gguf', { pid: 70 }).found
    const writerNow = () => logs.all().map((log) => log.file().writer?.pid ?? null)
    await logs.follow([{ path: a, program: 'llama.cpp', writer }], 0)
    expect(writerNow()).toEqual([70])
    await logs.follow(places(a), 5 * seconds)
    expect(writerNow()).toEqual([null])
  })
})

describe('a log on a volume that hangs', () => {
  test('does not keep the others from being told', async () => {
    const logs = fakeLogs()
    const host: Host = {
      ...logs.host,
      followLog: (path, ...rest) => {
        const follower = logs.host.followLog(path, ...rest)
        if (path !== '/hangs.log') return follower
        return { ...follower, check: () => Promise.withResolvers<void>().promise }
      },
    }
    const options = {
      host,
      memory: null,
      isAppleSilicon: () => null,
      onFailure: () => {},
      onNotice: () => {},
    }
    const { all, follow } = createFollowedLogs(options)
    let isDone = false
    const followed = follow(places('/hangs.log', '/a.log'), 0).then(() => {
      isDone = true
    })
    await until('both', async () => {
      await logs.advance(0)
      return all().length === 2 ? true : null
    })
    expect(isDone).toBe(false)
    await logs.advance(5 * seconds)
    await followed
    logs.write('/a.log', refused)
    expect(all().map((log) => log.failures().length)).toEqual([0, 1])
  })
})

describe('after a restart', () => {
  test('a failure that has woken does not wake again, and still stands', async () => {
    const { pathOf, started } = machine()
    const a = pathOf('a.log')
    writeFileSync(a, 'one\n')
    const first = await started()
    await first.follow(places(a), 0)
    appendFileSync(a, refused)
    await until('the failure', () => (first.woken.length === 1 ? true : null))
    // it is killed at once: what has failed is written down without a look
    const { offsetBytes } = first.all()[0]?.position() ?? { offsetBytes: 0 }
    await until('its position', async () => {
      const memory = await openLogMemory(localHost(), pathOf('log-positions.json'))
      return memory.positionOf(a)?.offsetBytes === offsetBytes ? true : null
    })
    first.stop()
    const second = await started()
    await second.follow(places(a), 0)
    expect([second.counts(), second.woken]).toEqual([[1], []])
    appendFileSync(a, refused)
    await second.follow(places(a), 5 * seconds)
    expect([second.counts(), second.woken]).toEqual([[2], ['failure']])
  })

  test('what came meanwhile is read, and nothing of it is lost', async () => {
    const { pathOf, started } = machine()
    const a = pathOf('a.log')
    writeFileSync(a, refused)
    const first = await started()
    await first.follow(places(a), 0)
    first.stop()
    appendFileSync(a, refused)
    const second = await started()
    await second.follow(places(a), 0)
    expect(second.counts()).toEqual([2])
  })

  test('a log that was left is read on when it comes back', async () => {
    const { pathOf, started } = machine()
    const a = pathOf('a.log')
    writeFileSync(a, refused)
    const logs = await started()
    await logs.follow(places(a), 0)
    rmSync(a)
    await logs.follow([], 60 * seconds)
    expect(logs.paths()).toEqual([])
    writeFileSync(a, `${refused}${refused}${refused}`)
    await logs.follow(places(a), 120 * seconds)
    expect(logs.counts()).toEqual([3])
  })
})
