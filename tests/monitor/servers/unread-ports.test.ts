import { expect, onTestFinished, test } from 'vitest'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { createServerWatch } from '../../../src/main/monitor/servers/server-watch.ts'
import { composeWorld, startMs } from '../../servers/composed-world.ts'

const looked = { isLooked: true, isOnBattery: false }

/** A machine with a llama-server, where nobody tells who listens. */
function watchBlindly() {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  const { world, run } = composeWorld()
  let isListed = true
  const watch = createServerWatch({
    isReplay: false,
    clock: host.clock,
    world: {
      ...world,
      processes: async (asker) => (isListed ? world.processes(asker) : null),
      listeners: async () => ({ kind: 'failed', reason: 'lsof: denied', atMs: 0, tookMs: 0 }),
    },
    apiKeyFor: () => null,
    logFactsOf: () => null,
  })
  run({ pid: 100, command: 'llama-server -m /m/a.gguf', bytes: 5e9 })
  const ticks = async (from: number, to: number) => {
    for (let second = from; second <= to; second++) {
      await watch.source.ask(host, startMs + second * 1_000, looked)
    }
    const atMs = startMs + to * 1_000
    const { servers, models } = watch.inventoryAt(atMs, 64e9)
    const { kind, reason } = watch.source.statusAt(atMs, looked)
    return { kind, reason, counts: [servers.length, models.length] }
  }
  return {
    ticks,
    unlist: () => {
      isListed = false
    },
  }
}

test('servers whose ports cannot be read are shown all the same, with why they say nothing', async () => {
  const { ticks } = watchBlindly()
  const failed = { kind: 'failed', reason: 'lsof: denied', counts: [1, 1] }
  expect(await ticks(0, 0)).toEqual(failed)
  expect(await ticks(1, 60)).toEqual(failed)
})

test('but not when their processes are not known any more', async () => {
  const { ticks, unlist } = watchBlindly()
  await ticks(0, 20)
  unlist()
  expect(await ticks(21, 40)).toMatchObject({ counts: [0, 0] })
})
