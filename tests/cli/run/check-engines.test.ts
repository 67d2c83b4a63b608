import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  checkLaunch,
  launchOfWords,
  type CheckWorld,
  type LaunchCheck,
} from '../../../src/main/cli/run/check-launch.ts'
import type { Model } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { placesAt, writePlan, writeText } from '../../fit/fitted.ts'
import { languageModel } from '../../fit/model-plans.ts'
import { localHost } from '../../host/local-host.ts'
import { sleep, tempFolder } from '../../processes.ts'
import { gemma, llamaServer, ollama } from '../../shared/loaded.ts'
import { muchKnown } from '../../web/fake-core.ts'

const MB = 1e6
const GB = 1e9

/** A machine with so much room, on the GPU and in RAM. */
function machine(gpuRoomBytes: number, ramRoomBytes: number, models: readonly Model[] = []) {
  if (muchKnown.room.kind !== 'ok' || muchKnown.limit.kind !== 'ok') throw new Error('it is known')
  const roomBytes = Math.min(gpuRoomBytes, ramRoomBytes)
  const snapshot: Snapshot = {
    ...muchKnown,
    apps: [],
    limit: { ...muchKnown.limit, limitBytes: 16 * GB },
    room: { ...muchKnown.room, roomBytes, gpuRoomBytes, ramRoomBytes },
    servers: [ollama, llamaServer],
    models,
  }
  return snapshot
}

interface Case {
  readonly platform?: string
  readonly home?: string
  readonly patienceMs?: number
  readonly host?: CheckWorld['host']
  readonly snapshot?: () => Promise<Snapshot>
}

async function check(line: string, snapshot: Snapshot, given: Case = {}): Promise<LaunchCheck> {
  const { platform = 'darwin', home = tempFolder(), patienceMs, host = localHost() } = given
  const world = {
    host,
    places: placesAt(home),
    platform,
    snapshot: given.snapshot ?? (async () => snapshot),
  }
  return checkLaunch(launchOfWords(line.split(' '), {}), world, patienceMs)
}

/** Beyond 100 MB of weights and 1 GB of keys and values for its whole context. */
function modelIn(home: string): string {
  return writePlan(join(home, 'a.gguf'), languageModel({ trainedTokens: 131_072 }))
}

describe('llama.cpp, where it is told neither a context nor layers', () => {
  const ways = async (platform: string, gpuBytes: number, ramBytes: number, more = '') => {
    const home = tempFolder()
    return check(`llama-server -m ${modelIn(home)}${more}`, machine(gpuBytes, ramBytes), {
      platform,
      home,
    })
  }

  test('takes fewer layers beside a card: it is started, and that is told', async () => {
    const started = await ways('linux', 1_150 * MB, 8 * GB)
    expect(started).toMatchObject({ kind: 'go' })
    expect(started.kind === 'go' ? started.remarks.join('\n') : '').toMatch(
      /llama\.cpp takes 4096 tokens and \d layers on the GPU by itself/,
    )
    expect(await ways('linux', 1_150 * MB, 10 * MB)).toMatchObject({ kind: 'no' })
    expect(await ways('linux', 1_150 * MB, 8 * GB, ' -c 131072')).toMatchObject({ kind: 'no' })
  })

  test('does not see what others hold on a Mac: the room is told, unless no context fits', async () => {
    const started = await ways('darwin', 700 * MB, 8 * GB)
    expect(started).toMatchObject({ kind: 'go', remarks: [] })
    expect(started.kind === 'go' ? started.note : '').toMatch(
      /^the context of 131072 tokens that llama\.cpp takes by itself does not fit, and there is room for (\d+): -c \1$/,
    )
    expect(await ways('darwin', 40 * MB, 8 * GB)).toMatchObject({ kind: 'no' })
  })

  test('says what comes along uncounted, once', async () => {
    const fits = await ways('darwin', 8 * GB, 32 * GB, ' -c 4096 -hfd org/draft')
    expect(fits).toMatchObject({
      kind: 'go',
      remarks: ['The draft model org/draft is not counted: it is named by its repository.'],
    })
  })
})

const digest = 'a'.repeat(64)

/** A home where Ollama has pulled a model of this name. */
function pulled(name: string): string {
  const home = tempFolder()
  const store = join(home, '.ollama', 'models')
  writePlan(join(store, 'blobs', `sha256-${digest}`), languageModel({ trainedTokens: 4_096 }))
  const layers = [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }]
  writeText(
    join(store, 'manifests/registry.ollama.ai/library', name, 'latest'),
    JSON.stringify({ schemaVersion: 2, layers }),
  )
  return home
}

describe('ollama run beside what Ollama has loaded', () => {
  const idle: Model = { ...gemma, state: 'idle' }
  const ways = (platform: string, room: number, ...models: readonly Model[]) =>
    check('ollama run tiny', machine(room, 8 * GB, models), { platform, home: pulled('tiny') })
  const remark =
    'Ollama unloads by itself what is idle where it must: what gemma3:27b takes is counted as room.'
  const remarksOf = (one: LaunchCheck): readonly string[] =>
    one.kind === 'unknown' ? [one.reason] : one.remarks

  test('is started where its own idle models make room, and that is told', async () => {
    const started = await ways('darwin', 10 * MB, idle)
    expect(started).toMatchObject({ kind: 'go' })
    expect(remarksOf(started)[0]).toBe(remark)
    expect(remarksOf(await ways('darwin', 8 * GB, idle))).not.toContain(remark)
  })

  test('is refused where they work, are of another, or are too small', async () => {
    expect(await ways('darwin', 10 * MB, gemma)).toMatchObject({ kind: 'no' })
    expect(await ways('darwin', 10 * MB, { ...idle, serverId: llamaServer.id })).toMatchObject({
      kind: 'no',
    })
    const small = { ...idle.memory, total: { bytes: 20 * MB, origin: 'reported' } } as const
    const refused = await ways('darwin', 10 * MB, { ...idle, memory: small })
    expect(refused).toMatchObject({ kind: 'no', room: { gpuRoomBytes: 30 * MB, holders: [] } })
    expect(remarksOf(refused)[0]).toBe(remark)
  })

  test('has on a card what lies there, and in RAM the rest', async () => {
    const memory = {
      ...idle.memory,
      total: { bytes: 2 * GB, origin: 'reported' },
      onGpu: { bytes: 5 * MB, origin: 'reported' },
    } as const
    expect(await ways('linux', 10 * MB, { ...idle, memory })).toMatchObject({
      kind: 'no',
      room: { gpuRoomBytes: 15 * MB, ramRoomBytes: 8 * GB + 1_995 * MB, roomBytes: 15 * MB },
    })
  })
})

describe('what comes late', () => {
  const line = (home: string): string => `llama-server -m ${modelIn(home)} -c 4096`

  test('is not put down to the model where it is the machine', async () => {
    const home = tempFolder()
    const snapshot = async (): Promise<Snapshot> => {
      await sleep(3_300)
      return machine(8 * GB, 8 * GB)
    }
    expect(await check(line(home), machine(0, 0), { home, snapshot })).toMatchObject({ kind: 'go' })
  })

  test('is a disk that does not answer', async () => {
    const home = tempFolder()
    const never = new Promise<never>(() => undefined)
    const host = { ...localHost(), openFile: () => never, ask: () => never }
    expect(await check(line(home), machine(0, 0), { home, host, patienceMs: 50 })).toEqual({
      kind: 'unknown',
      reason: 'its model was not read within 0.05 s',
    })
  })
})
