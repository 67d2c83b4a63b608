import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { headroom, served, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { sleep, tempFolder, until } from '../processes.ts'
import { recordTicks, replayed } from './recorded.ts'
import { startPlayedLlama, type PlayedLlama } from '../servers/played-llama.ts'

const mib = 2 ** 20
const inLog = (mebibytes: number) => ({ bytes: mebibytes * mib, origin: 'log' })

/** What a Snapshot tells of one server: others may run on this machine. */
function toldOf(snapshot: Snapshot | null, { pid, log }: PlayedLlama) {
  const server = snapshot?.servers.find((one) => one.pid === pid)
  const model = snapshot?.models.find(({ serverId }) => serverId === server?.id)
  const findings = snapshot?.findings.filter(({ place }) => place?.path === log) ?? []
  return { server, model, findings }
}

const loadingModel = {
  state: 'loading',
  contextTokens: 131_072,
  memory: { weights: inLog(4_352), kv: inLog(16_384), onGpu: inLog(20_480) },
}

const finding = (snapshot: Snapshot | null, child: PlayedLlama) => ({
  class: 'metal-alloc-failed',
  signature: 'ggml-metal-buffer-refused',
  program: 'llama.cpp',
  serverId: toldOf(snapshot, child).server?.id,
  facts: { modelPath: child.model, triedBytes: Math.round(8_484.02 * mib) },
  place: { path: child.log, lineNumber: 9 },
  count: 1,
})

/** `headroom serve`, and what it shows. */
async function serve() {
  const program = startHeadroom('serve', '--port', '0')
  const { port, token } = await served(program)
  const headers = { authorization: `Bearer ${token}` }
  return {
    program,
    shows: (what: string, isWanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> =>
      until(what, async () => {
        const { body } = await askServer(port, { path: '/api/snapshot', headers })
        return isWanted(snapshotIn(body)) ? snapshotIn(body) : null
      }),
  }
}

// what a user has chosen on this machine is not touched
beforeEach(() => {
  vi.stubEnv('XDG_CONFIG_HOME', tempFolder())
  onTestFinished(() => void vi.unstubAllEnvs())
})

describe.runIf(process.platform === 'linux')('the log of a server that loads', () => {
  test('gives its model its sizes, and a buffer that is refused is found at once', async () => {
    const child = await startPlayedLlama()
    const core = await createCore(createLocalHost(), { roomCapBytes: null })
    onTestFinished(() => core.close())
    core.look()
    core.start()
    const loading = await until('the sizes of its log', () => {
      const snapshot = core.current()
      return (toldOf(snapshot, child).model?.memory.kv ?? null) === null ? null : snapshot
    })
    expect(toldOf(loading, child)).toMatchObject({
      server: { kind: 'llama-server', state: 'starting' },
      model: loadingModel,
      findings: [],
    })
    child.refuseBuffer()
    const failed = await until('its finding', () => {
      const snapshot = core.current()
      return toldOf(snapshot, child).findings.length === 0 ? null : snapshot
    })
    expect(toldOf(failed, child).findings).toMatchObject([finding(failed, child)])
  })

  test('is told again in a replay as it was told live', async () => {
    const child = await startPlayedLlama()
    const recording = recordTicks(5)
    await sleep(2_500)
    child.refuseBuffer()
    const { live, recording: written } = await recording
    const again = await replayed(written)
    const short = (snapshots: readonly Snapshot[]) =>
      snapshots.map((snapshot) => {
        const { model, findings } = toldOf(snapshot, child)
        return [snapshot.atMs, model?.memory ?? null, findings.map(({ count }) => count)]
      })
    // the first ones have what could be read in time, live
    expect(short(again).slice(2)).toEqual(short(live).slice(2))
    expect(short(live).map(([, , counts]) => counts)).toContainEqual([1])
    // one more than its ticks: what has failed between two of them was told at once
    expect(new Set(live.map(({ atMs }) => atMs)).size).toBe(live.length - 1)
  })
})

describe.runIf(process.platform === 'linux')('what a log says of a server', () => {
  test('stands in headroom status --json', async () => {
    const child = await startPlayedLlama()
    child.refuseBuffer()
    const { stdout, code } = await headroom('status', '--json')
    const snapshot = snapshotIn(stdout)
    expect(code).toBe(0)
    expect(toldOf(snapshot, child).model).toMatchObject(loadingModel)
    expect(toldOf(snapshot, child).findings).toMatchObject([finding(snapshot, child)])
    expect(snapshot.sources.find(({ id }) => id === 'logs')?.kind).toBe('ok')
  })

  test('stands in the Snapshot of headroom serve, and in that of the next one too', async () => {
    const child = await startPlayedLlama()
    const first = await serve()
    await first.shows('its model', (now) => toldOf(now, child).model !== undefined)
    child.refuseBuffer()
    const isFound = (now: Snapshot) => toldOf(now, child).findings.length > 0
    const failed = await first.shows('its finding', isFound)
    expect(toldOf(failed, child).findings).toMatchObject([finding(failed, child)])
    first.program.kill('SIGTERM')
    await first.program.ended
    const second = await serve()
    const again = await second.shows('the same finding', isFound)
    expect(toldOf(again, child).findings).toMatchObject([finding(again, child)])
    expect(toldOf(again, child).model).toMatchObject(loadingModel)
  })
})
