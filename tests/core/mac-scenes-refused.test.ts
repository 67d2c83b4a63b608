import { beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/shared/finding.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { headroom, snapshotsIn } from '../headroom-program.ts'
import {
  gib,
  known,
  mib,
  modelNamed,
  pages,
  playedOnce,
  scenePath,
  serverOf,
  wordsOf,
  type Played,
} from './mac-scene.ts'

const name = 'mac-m1pro-16gb-refused'
/** Metal's answer on an M1 Pro with 16 GB and macOS 26. */
const limitBytes = 12_713_115_648
const logPath = '/Users/user/.ollama/logs/server.log'
/** As the log prints them, in MiB of two digits. */
const weightsBytes = Math.round(mib(4_403.49)) + Math.round(mib(281.81))

let scene: Played
beforeAll(async () => {
  scene = await playedOnce(name)
})

const instantOf = (seconds: number): number => scene.at(0).atMs + Math.round(1_000 * seconds)
/** All Snapshots that show the figures of a second: that of the tick, and those pushed before the next. */
const snapshotsOf = (second: number): readonly Snapshot[] =>
  scene.snapshots.filter(({ atMs }) => atMs === instantOf(second))
const classesAt = (second: number): readonly string[] =>
  scene.at(second).findings.map((found) => found.class)

function onlyFinding({ findings }: Snapshot | undefined = scene.at(0)): Finding {
  const [found, ...others] = findings
  if (found === undefined || others.length > 0) throw new Error(`${findings.length} findings`)
  return found
}

describe('a load that is too much', () => {
  test('gives notice between two ticks, as nothing is left to fit, until it fails', () => {
    const [tick, pushed] = snapshotsOf(12)
    expect(tick?.notices).toEqual([])
    const [notice] = pushed?.notices ?? []
    expect(notice).toMatchObject({
      serverId: scene.at(12).servers[0]?.id,
      figures: {
        kind: 'needed',
        needBytes: mib(29_267),
        haveBytes: Math.round(gib(11.4)),
        line: 'gpu',
      },
      place: { path: logPath, lineNumber: 20 },
      atMs: instantOf(12.64),
    })
    expect(scene.at(22).notices[0]?.id).toBe(notice?.id)
    expect(snapshotsOf(23)[1]?.notices).toEqual([])
  })
})

describe('a load that Metal refuses', () => {
  test('is no finding before, however much its cache takes', () => {
    const before = scene.snapshots.filter(({ atMs }) => atMs < instantOf(23))
    expect(before).toHaveLength(24) // one is pushed as its log gives notice
    expect(before.flatMap(({ findings }) => findings)).toEqual([])
  })

  test('is told between two ticks, at the instant of its line, with its numbers', () => {
    const [tick, pushed] = snapshotsOf(23)
    expect(tick?.findings).toEqual([])
    expect(onlyFinding(pushed)).toMatchObject({
      class: 'metal-alloc-failed',
      signature: 'ggml-metal-buffer-refused',
      program: 'Ollama',
      atMs: instantOf(23.47),
      count: 1,
      facts: {
        contextTokens: 131_072,
        triedBytes: mib(8_480),
        gpuModelBytes: Math.round(mib(4_403.49)),
        gpuKvBytes: gib(16),
        offloadedLayers: 33,
        totalLayers: 33,
        requiredBytes: mib(29_267),
        freeBytes: mib(12_123),
      },
    })
  })

  test('names the line that says so', () => {
    expect(onlyFinding(snapshotsOf(23)[1]).place).toEqual({
      path: logPath,
      lineNumber: 40,
      line: 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8480.00 MiB',
    })
  })

  test('is told in a sentence with what it asked for, held and may have', () => {
    const { sentence, fixes } = onlyFinding(scene.at(24))
    expect(sentence).toMatch(/8\.9 GB.*21\.8 GB.*12\.7 GB.*131072 tokens.*17\.2 GB/)
    expect(fixes[0]?.command).toMatch(/^launchctl setenv OLLAMA_CONTEXT_LENGTH \d{5}$/)
  })
})

describe('the finding of a load that Metal refuses', () => {
  test("is its child's while that runs, and then Ollama's", () => {
    const [, pushed] = snapshotsOf(23)
    if (pushed === undefined) throw new Error('nothing was pushed')
    const child = serverOf(pushed, 'llama-server')
    expect(child.parentId).toBe(serverOf(pushed, 'ollama').id)
    expect(onlyFinding(pushed).serverId).toBe(child.id)
    expect(scene.at(24).servers.map(({ kind }) => kind)).toEqual(['ollama'])
    expect(onlyFinding(scene.at(24)).serverId).toBe(serverOf(scene.at(24), 'ollama').id)
  })

  test('stays one finding when Ollama repeats it, until the next load succeeds', () => {
    for (let second = 24; second < 40; second++) {
      const found = onlyFinding(scene.at(second))
      expect([found.class, found.count]).toEqual(['metal-alloc-failed', 1])
      expect(found.lastAtMs).toBe(instantOf(23.71))
      expect(found.id).toBe(onlyFinding(snapshotsOf(23)[1]).id)
    }
    expect(classesAt(40)).toEqual([])
  })
})

describe('the model of a load that Metal refuses', () => {
  test('has the sizes of the log while nobody else tells them', () => {
    for (const second of [21, 22, 23]) {
      const snapshot = scene.at(second)
      expect(modelNamed(snapshot, 'llama3.1:8b')).toMatchObject({
        state: 'loading',
        contextTokens: 131_072,
        memory: {
          weights: { bytes: weightsBytes, origin: 'log' },
          kv: { bytes: gib(16), origin: 'log' },
          onGpu: { bytes: Math.round(mib(4_403.49)) + gib(16), origin: 'log' },
        },
      })
    }
  })

  test('is gone with its child, and its memory with it', () => {
    expect(scene.at(24).models).toEqual([])
    expect(known(scene.at(24).memory).availableBytes).toBe(pages(90_000 + 390_000 + 10_000))
  })

  test('has, when it is served, what Ollama says of it, and from the log what Ollama does not', () => {
    const snapshot = scene.at(60)
    expect(modelNamed(snapshot, 'llama3.1:8b')).toMatchObject({
      serverId: serverOf(snapshot, 'ollama').id,
      state: 'generating',
      contextTokens: 8_192,
      memory: {
        total: { bytes: 6_278_338_314, origin: 'reported' },
        onGpu: { bytes: 6_278_338_314, origin: 'reported' },
        weights: { bytes: 4_912_898_304, origin: 'reported' },
        kv: { bytes: gib(1), origin: 'log' },
      },
    })
  })
})

describe('a prompt that Ollama cuts', () => {
  test('is told at once, with the tokens of the prompt and of the context', () => {
    expect(classesAt(75)).toEqual([])
    const [tick, pushed] = snapshotsOf(76)
    expect(tick?.findings).toEqual([])
    const found = onlyFinding(pushed)
    expect(found).toMatchObject({
      class: 'context-full',
      signature: 'ollama-prompt-cut',
      program: 'Ollama',
      atMs: instantOf(76.34),
      // the limit in its line, 4099, is about half of the context
      facts: { requestedTokens: 11_874, contextTokens: 8_192, contextTokensPerSequence: 8_192 },
    })
    expect(found.sentence).toMatch(/11874 tokens.*8192 tokens/)
    expect(found.place).toMatchObject({ path: logPath, lineNumber: 90 })
  })

  test('stays to the end, beside nothing else', () => {
    for (let second = 77; second <= 120; second++)
      expect(classesAt(second)).toEqual(['context-full'])
  })
})

describe('a machine whose log fails: memory and room', () => {
  test('the limit is asked of Metal, and the log says the same', () => {
    expect(known(scene.at(30).limit)).toMatchObject({ limitBytes, source: 'metal' })
    const { facts } = onlyFinding(scene.at(30))
    expect(facts.limitBytes).toBe(12_713_120_000)
    expect(Math.abs((facts.limitBytes ?? 0) - limitBytes)).toBeLessThan(0.01e6)
  })

  test('what is granted and never used is not in use', () => {
    const resident = known(scene.at(23).gpu).inUseBytes
    expect(resident).toBe(pages(52_000 + 282_000))
    expect(known(scene.at(60).gpu).inUseBytes).toBe(pages(52_000 + 282_000 + 101_376))
  })

  test('the word is tight while zeros fill the RAM, and again when the model is served', () => {
    const wordsAt = (...seconds: readonly number[]) =>
      seconds.map((second) => scene.at(second).room.state)
    expect(wordsAt(22, 23, 24)).toEqual(['plenty', 'tight', 'plenty'])
    expect(wordsAt(39, 40, 120)).toEqual(['plenty', 'tight', 'tight'])
    expect(wordsOf(scene)).toEqual(['plenty', 'tight by room', 'plenty', 'tight by room'])
    expect(scene.at(40).room).toMatchObject({
      ramRoomBytes: pages(90_000 + 390_000 + 10_000 - 282_000 - 101_376),
      gpuRoomBytes: limitBytes - pages(52_000 + 282_000 + 101_376),
    })
  })

  test('its log is read, and no source of it fails', () => {
    for (const { sources } of scene.snapshots)
      expect(sources.find(({ id }) => id === 'logs')).toMatchObject({ kind: 'ok', reason: null })
  })
})

test('headroom replay prints the same findings as a program of its own', async () => {
  const { code, stdout, stderr } = await headroom('replay', scenePath(name), '--json')
  expect([code, stderr]).toEqual([0, ''])
  const told = ({ atMs, findings }: Snapshot) => [atMs, ...findings.map(({ sentence }) => sentence)]
  expect(snapshotsIn(stdout).map(told)).toEqual(scene.snapshots.map(told))
})
