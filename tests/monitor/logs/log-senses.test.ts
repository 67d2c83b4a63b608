import { expect, test } from 'vitest'
import { createLogSenses } from '../../../src/main/monitor/logs/log-senses.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { looked } from '../driven.ts'
import { begins, loaded } from './found-in-logs.ts'
import { fileStat } from './placed.ts'
import { silentWorld } from './silent-world.ts'
import { fakeLogs } from './watched-logs.ts'

const prompt = (tokens: number): string =>
  `slot update_slots: id  0 | task 3 | new prompt, n_ctx_slot = 4096, n_keep = 0, task.n_tokens = ${tokens}\n`

test('what a log gives notice of is told once a tick, and between two', async () => {
  const path = '/var/a.log'
  const { host, write, advance } = fakeLogs(new Map([[`stat ${path}`, fileStat(1)]]))
  const { logs, toldAt, again } = createLogSenses(
    host,
    { roomCapBytes: null, logFiles: () => [path] },
    { world: silentWorld, told: () => [], isAppleSilicon: () => null },
  )
  const atMs = host.clock.nowMs()
  const asked = logs.source.ask(host, atMs, looked)
  await advance(0)
  await asked
  const snapshot = { ...nothingKnown, atMs }
  expect(toldAt(atMs, nothingKnown).notices).toEqual([])

  const woken: unknown[] = []
  logs.onNews(() => woken.push(again(snapshot).notices[0]?.figures))
  await advance(400)
  write(path, begins + loaded + prompt(5_000))
  const figures = { kind: 'tokens', promptTokens: 5_000, contextTokens: 4_096 }
  expect(woken).toEqual([figures])
  expect(toldAt(atMs + 1_000, nothingKnown).notices).toMatchObject([
    { figures, atMs: atMs + 400, model: '/m/a.gguf' },
  ])
})
