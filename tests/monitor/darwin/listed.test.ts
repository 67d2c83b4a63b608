import { expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { asks, engineFile, macWorld } from './mac-world.ts'
import { startedAtMs } from './process-texts.ts'
import { watchMac } from './watched-mac.ts'

test('a process is listed by its file, its parent and the second of its start, as Host identifies it', async () => {
  const { advance, monitor } = watchMac(macWorld())
  expect(monitor.listed(pid(400))).toBeNull()
  await advance(1)
  expect(monitor.listed(pid(400))).toEqual({
    pid: 400,
    startedAt: String(startedAtMs),
    executable: engineFile,
    parentPid: 1,
    startedAtMs,
  })
  expect(monitor.listed(pid(401))).toBeNull()
})

test('nothing is listed where ps does not answer', async () => {
  const failed = { kind: 'failed', reason: 'exit 1' } as const
  const { advance, monitor } = watchMac(macWorld().set(asks.facts, failed))
  await advance(1)
  expect(monitor.listed(pid(400))).toBeNull()
})
