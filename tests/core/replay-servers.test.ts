import { expect, test } from 'vitest'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { startPlayedOllama } from '../servers/played-ollama.ts'
import { recordTicks, replayed } from './recorded.ts'

/** What a Snapshot tells of one server: others may run beside it. */
function toldOf(snapshot: Snapshot | undefined, id: number) {
  const server = snapshot?.servers.find(({ pid }) => pid === id)
  const models = snapshot?.models.filter(({ serverId }) => serverId === server?.id) ?? []
  return { server, models: models.map(withoutEject) }
}

/** Nothing can be let go of in a recording. */
const withoutEject = ({ eject: _, ...model }: Model) => model

test('a server is told again as it was told live, and nothing of it can be let go', async () => {
  const child = await startPlayedOllama({ model: 'recorded:20m', megabytes: 20 })
  const { live, recording } = await recordTicks(4)
  expect(toldOf(live[2], child.pid)).toMatchObject({
    server: { kind: 'ollama', state: 'ready', port: child.port },
    models: [{ name: 'recorded:20m' }],
  })
  const again = await replayed(recording)
  live.forEach((snapshot, index) => {
    expect(toldOf(again[index], child.pid)).toEqual(toldOf(snapshot, child.pid))
  })
  const server = again[2]?.servers.find(({ pid }) => pid === child.pid)
  const ejects = again[2]?.models.filter(({ serverId }) => serverId === server?.id)
  expect(ejects?.map(({ eject }) => eject)).toEqual([
    { kind: 'none', reason: 'this is a recording' },
  ])
})
