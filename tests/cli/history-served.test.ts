import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { History } from '../../src/shared/history.ts'
import { historyCsv } from '../../src/shared/history-csv.ts'
import { fromRoot } from '../from-root.ts'
import { headroom, served, startHeadroom } from '../headroom-program.ts'
import { tempFolder, until } from '../processes.ts'
import { recordsInCsv } from '../shared/csv-in.ts'

beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', `${home}/.config`)
})
afterEach(() => void vi.unstubAllEnvs())

const outcome = z.object({ kind: z.literal('ok'), value: z.custom<History>() })

/** As any program can ask it. */
async function asked(port: number, token: string, name: string, input: unknown) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/request`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, input }),
  })
  return answer.json()
}

test('what a real serve has seen is asked of it over HTTP, and is the same as a CSV', async () => {
  const recording = fromRoot('tests/fixtures/recordings/mac-m1pro-16gb-refused.jsonl')
  const child = startHeadroom('serve', '--port', '0', '--replay', recording, '--speed', '100')
  const { port, token } = await served(child)
  const begin = z.object({ atMs: z.number() })
  const snapshot = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/snapshot`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return begin.parse(await answer.json())
  }
  const history = await until('an alert in the history', async () => {
    const { atMs } = await snapshot()
    const input = { sinceMs: atMs - 3_600_000, untilMs: atMs + 1, mostPoints: 500 }
    const { value } = outcome.parse(await asked(port, token, 'history', input))
    return value.events.some(({ kind }) => kind === 'alert') ? value : null
  })
  expect(history.schema).toBe('headroom/history/1')
  const alert = history.events.find(({ kind }) => kind === 'alert')
  expect(alert?.more).toMatchObject({ kind: 'alert', severity: expect.any(String) })
  const points = recordsInCsv(historyCsv(history, 'points'))
  expect(points.map((row) => Date.parse(row['time'] ?? ''))).toEqual(history.atMs)
  expect(points.map((row) => Number(row['gpu_limit_bytes'] || Number.NaN))).toEqual(
    history.columns.limitBytes.map((bytes) => bytes ?? Number.NaN),
  )
  const rows = recordsInCsv(historyCsv(history, 'events'))
  expect(rows.map(({ kind }) => kind)).toEqual(history.events.map(({ kind }) => kind))
  const refused = await asked(port, token, 'history', { sinceMs: 2, untilMs: 1, mostPoints: 1 })
  expect(refused).toMatchObject({ kind: 'refused' })
  child.kill('SIGTERM')
  expect((await child.ended).code).toBe(0)
})

test('what a serve has kept is read by another process after its end, and deleted there', async () => {
  const child = startHeadroom('serve', '--port', '0')
  const { port, token } = await served(child)
  await until('a point', async () => {
    const nowMs = Date.now()
    const input = { sinceMs: nowMs - 60_000, untilMs: nowMs, mostPoints: 60 }
    const { value } = outcome.parse(await asked(port, token, 'history', input))
    return value.columns.totalBytes.some((bytes) => bytes !== null) ? true : null
  })
  child.kill('SIGTERM')
  await child.ended
  const text = await headroom('history')
  expect([text.code, text.stderr]).toEqual([0, ''])
  expect(text.stdout).toMatch(/^RAM used {6}most \d+\.\d GB {4}.+ of \d+\.\d GB$/m)
  const csv = await headroom('history', '--since', '1h', '--csv')
  expect(csv.code).toBe(0)
  expect(recordsInCsv(csv.stdout).some((row) => Number(row['ram_bytes']) > 0)).toBe(true)
  expect((await headroom('history', '--delete')).code).toBe(1)
  expect(await headroom('history', '--delete', '--yes')).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^deleted: the history since \d{4}-\d\d-\d\d, .+B\n$/),
  })
  expect((await headroom('history')).code).toBe(3)
})
