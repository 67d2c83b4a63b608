import { describe, expect, test } from 'vitest'
import type { Core } from '../../src/main/core/core.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { sleep, until } from '../processes.ts'
import { startPlayedOllama, type PlayedOllama } from '../servers/played-ollama.ts'
import { realActing } from './real-acting.ts'

/** A few hundredths of a second. */
const atOnce = 0.001
/** What is to be done is done by then: room has to be short for four seconds. */
const longEnoughMs = 7_000

const modelOf = (snapshot: Snapshot | null, { pid }: PlayedOllama): Model | null => {
  const server = snapshot?.servers.find((one) => one.pid === pid)
  return snapshot?.models.find(({ serverId }) => serverId === server?.id) ?? null
}
const foundIn = (core: Core, child: PlayedOllama): Promise<Model> =>
  until('its model is idle', () => {
    const model = modelOf(core.current(), child)
    return model?.state === 'idle' ? model : null
  })
const posts = (child: PlayedOllama): readonly string[] =>
  child.asked().filter((one) => one.startsWith('POST'))

/** Room for nothing, so that it is short, and a model of Ollama with real memory. */
async function shortOfRoom(actsAlone: boolean) {
  const child = await startPlayedOllama({ model: 'idle:200m', megabytes: 200, hasRunner: true })
  const acting = await realActing({ actsAlone, roomCapBytes: 0 })
  acting.core.look()
  acting.core.start()
  await foundIn(acting.core, child)
  return { ...acting, child }
}

describe.runIf(process.platform === 'linux')('an idle model, while room is short', () => {
  test('is unloaded by the policy that the user has chosen, and the log says so', async () => {
    const { core, child, choose, lines } = await shortOfRoom(true)
    expect(posts(child)).toEqual([])
    choose({ unloadIdleAfterMinutes: atOnce })
    await until('it is unloaded', () => (lines().length === 2 ? true : null))
    expect(lines()).toMatchObject([
      { line: 'begun', by: 'policy', act: 'unload', target: 'idle:200m', server: 'Ollama' },
      { line: 'ended', outcome: 'done', sentence: expect.stringMatching(/^idle:200m is unloaded/) },
    ])
    expect(posts(child)).toEqual(['POST /api/generate {"model":"idle:200m","keep_alive":0}'])
    const { acts } = await core.acts()
    expect(acts).toMatchObject([{ by: 'policy', outcome: 'done' }])
    // and whoever looks sees it
    const acted = await until('it is told', () => core.current()?.acted ?? null)
    expect(acted).toMatchObject({ ...acts[0], atMs: expect.any(Number) })
  })

  test('stays where the user has put it on the list', async () => {
    const { child, choose, lines } = await shortOfRoom(true)
    choose({ unloadIdleAfterMinutes: atOnce, neverSuggest: ['IDLE:200m'] })
    await sleep(longEnoughMs)
    expect([posts(child), lines()]).toEqual([[], []])
  })

  test('stays in a Headroom that may not act', async () => {
    const { child, choose, lines } = await shortOfRoom(false)
    choose({ unloadIdleAfterMinutes: atOnce })
    await sleep(longEnoughMs)
    expect([posts(child), lines()]).toEqual([[], []])
  })

  test('stays when that Headroom has ended', async () => {
    const { core, child, choose } = await shortOfRoom(true)
    await core.close()
    choose({ unloadIdleAfterMinutes: atOnce })
    await sleep(longEnoughMs)
    expect(posts(child)).toEqual([])
  })
})
