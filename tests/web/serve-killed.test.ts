import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { BlackBoxReport } from '../../src/shared/black-box.ts'
import { settingsFolder } from '../../src/main/host/settings-folder.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { served, startHeadroom } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { tempFolder, until } from '../processes.ts'

/** Not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

const fileShape = z.object({
  ends: z.array(
    z.object({ report: z.custom<BlackBoxReport>((value) => typeof value === 'object') }),
  ),
})
const pathNow = (): string => join(settingsFolder(), 'black-boxes.json')
const reportsNow = (): readonly BlackBoxReport[] =>
  fileShape.parse(jsonIn(readFileSync(pathNow(), 'utf8'))).ends.map(({ report }) => report)

/** A run of less than a second leaves nothing to be read. */
const isMemoryRecorded = (): boolean => {
  const flight = join(settingsFolder(), 'flight')
  return (
    existsSync(flight) &&
    readdirSync(flight).some(
      (name) =>
        name.endsWith('.jsonl') &&
        readFileSync(join(flight, name), 'utf8').includes('/proc/meminfo'),
    )
  )
}

/** Serves until a client has a Snapshot: from then on what the last run left is read. */
async function serving() {
  const child = startHeadroom('serve', '--port', '0')
  const { port, token } = await served(child)
  const ask = (path: string, body?: string) =>
    askServer(port, {
      path,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body }),
    })
  await until('a Snapshot', async () => ((await ask('/api/snapshot')).status === 200 ? true : null))
  return { child, ask }
}

describe('a serve that was ended', () => {
  test('by kill -9 leaves one report to the next: Headroom alone, with its last moment', async () => {
    const first = await serving()
    await until('its memory is recorded', () => isMemoryRecorded() || null)
    first.child.kill('SIGKILL')
    await first.child.ended
    const next = await serving()
    await until('a report', () => (existsSync(pathNow()) ? true : null))
    const reports = reportsNow()
    expect(reports.map(({ end, title, isSeen }) => [end, title, isSeen])).toEqual([
      ['ended', 'Headroom was ended, and nothing else', false],
    ])
    expect(reports[0]?.last?.totalBytes).toBeGreaterThan(0)
    next.child.kill('SIGTERM')
    expect((await next.child.ended).code).toBe(0)
    const third = await serving()
    expect(reportsNow()).toEqual(reports)
    third.child.kill('SIGTERM')
    await third.child.ended
  })
})
