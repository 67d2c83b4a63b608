import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import type { Host } from '../../src/main/host/host.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Model, Server } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { until } from '../processes.ts'
import { startPlayedOllama, type PlayedOllama } from '../servers/played-ollama.ts'

const megabytes = 200
const heldBytes = megabytes * 1e6
const unloadLine = (model: string): string =>
  `POST /api/generate {"model":"${model}","keep_alive":0}`

async function startCore(host: Host = createLocalHost()): Promise<Core> {
  const core = await createCore(host, { roomCapBytes: null })
  onTestFinished(() => core.close())
  return core
}

interface Found {
  readonly snapshot: Snapshot
  readonly server: Server
  readonly model: Model
}

/** Others may run on this machine at the same time: only this one counts. */
const findOf = (core: Core, { pid }: PlayedOllama): Promise<Found> =>
  until(`a model of process ${pid}`, async () => {
    const snapshot = await core.snapshotOnce()
    const server = snapshot.servers?.find((one) => one.pid === pid)
    const model = snapshot.models?.find(({ serverId }) => serverId === server?.id)
    return server === undefined || model === undefined ? null : { snapshot, server, model }
  })

const consent = { isDryRun: false, isConfirmed: false }

describe.runIf(process.platform === 'linux')('a server with real memory', () => {
  test('is found by its process, asked on its port, and lets its model go with proof', async () => {
    const child = await startPlayedOllama({ model: 'real:200m', megabytes })
    const core = await startCore()
    const { server, model } = await findOf(core, child)
    expect(server).toMatchObject({ kind: 'ollama', port: child.port, state: 'ready' })
    expect(server.memoryBytes).toBeGreaterThan(heldBytes)
    expect(model).toMatchObject({
      name: 'real:200m',
      memory: { total: { bytes: heldBytes, origin: 'reported' } },
      eject: { kind: 'unload' },
    })

    const planned = await core.unload({ modelId: model.id, ...consent, isDryRun: true })
    expect(planned).toMatchObject({ outcome: 'planned', request: unloadLine('real:200m') })
    expect(child.asked().filter((one) => one.startsWith('POST'))).toEqual([])

    const act = await core.unload({ modelId: model.id, ...consent })
    expect(act).toMatchObject({ outcome: 'done', help: null })
    expect(act.returnedBytes).toBeGreaterThan(heldBytes * 0.8)
    expect(act.returnedBytes).toBeLessThan(heldBytes * 1.4)
    expect(child.asked().filter((one) => one.startsWith('POST'))).toEqual([unloadLine('real:200m')])
    const after = await core.snapshotOnce()
    expect(after.models?.filter(({ serverId }) => serverId === server.id)).toEqual([])
    expect(after.servers?.find(({ id }) => id === server.id)?.state).toBe('ready')
  })

  test('that keeps what it says it has let go is found out', async () => {
    const child = await startPlayedOllama({ model: 'stuck:200m', megabytes, keepsMemory: true })
    // its patience is 10 s; the wall clock is set forward instead
    const inner = createLocalHost()
    let shiftMs = 0
    const clock = { ...inner.clock, nowMs: () => inner.clock.nowMs() + shiftMs }
    const core = await startCore({ ...inner, clock })
    const { model } = await findOf(core, child)
    const unloading = core.unload({ modelId: model.id, ...consent })
    await until('it is asked to unload', () => (/^asked POST/m.test(child.stdout()) ? true : null))
    shiftMs = 11_000
    expect(await unloading).toMatchObject({
      outcome: 'held',
      heldBytes,
      help: 'Quit Ollama and start it again: what it holds comes back then',
      sentence: expect.stringContaining('Ollama says that stuck:200m is unloaded, and still holds'),
    })
  })

  test('that has ended meanwhile is not asked', async () => {
    const child = await startPlayedOllama({ model: 'gone:1m', megabytes: 1 })
    const core = await startCore()
    const { model } = await findOf(core, child)
    child.kill('SIGKILL')
    await child.ended
    // by the list of processes, or where that is a moment old by its port
    await expect(core.unload({ modelId: model.id, ...consent })).rejects.toThrow(
      /not loaded any more|nothing was sent to it|cannot be unloaded/,
    )
  })
})
