import { beforeAll, describe, expect, test } from 'vitest'
import {
  appNamed,
  gib,
  known,
  mib,
  modelNamed,
  pages,
  pidsOf,
  playedOnce,
  serverOf,
  wordsOf,
  type Played,
} from './mac-scene.ts'

/** Metal's answer on the M5 Max with 128 GB. */
const limitBytes = 115_448_725_504
/** 72.7 GB while the model answers, 1.0 GB when the driver has dropped its queue, 0.7 GB without it. */
const busyBytes = pages(61_000 + 4_376_000)
const idleBytes = pages(61_000)
const emptyBytes = pages(45_000)

let scene: Played
beforeAll(async () => {
  scene = await playedOnce('mac-m5max-128gb-unload')
})

const gpuAt = (second: number) => {
  const { inUseBytes, inUseNowBytes } = known(scene.at(second).gpu)
  return { inUseBytes, inUseNowBytes }
}

describe('a 70 GB model that idles and is unloaded', () => {
  test('the limit is asked of Metal, and is what the rule says as well', () => {
    expect(known(scene.at(2).limit)).toMatchObject({
      limitBytes,
      source: 'metal',
      isEstimated: false,
      maxBufferBytes: 86_586_540_032,
      engineLines: [
        { engine: 'llama.cpp', lineBytes: limitBytes },
        { engine: 'Ollama', lineBytes: limitBytes },
        { engine: 'MLX', lineBytes: Math.floor(0.95 * gib(128)) },
      ],
    })
    expect(Math.ceil((0.84 * gib(128)) / pages(1)) * pages(1)).toBe(limitBytes)
  })

  test('an idle model drops out of what the GPU has now, but not out of what is in use', () => {
    expect(gpuAt(22)).toEqual({ inUseBytes: busyBytes, inUseNowBytes: busyBytes })
    expect(gpuAt(30)).toEqual({ inUseBytes: busyBytes, inUseNowBytes: idleBytes })
    expect(gpuAt(70)).toEqual({ inUseBytes: busyBytes, inUseNowBytes: idleBytes })
    for (const second of [0, 30, 70])
      expect(scene.at(second).room).toMatchObject({
        roomBytes: limitBytes - busyBytes,
        gpuRoomBytes: limitBytes - busyBytes,
        ramRoomBytes: pages(1_923_000 + 900_000 + 30_000),
      })
  })

  test('what it holds is wired first and programs later', () => {
    const partsAt = (second: number) => known(scene.at(second).memory).parts.slice(0, 2)
    expect(partsAt(22)).toEqual([
      { kind: 'programs', bytes: pages(800_000 - 30_000) },
      { kind: 'wired', bytes: pages(281_000 + 4_376_000) },
    ])
    expect(partsAt(24)).toEqual([
      { kind: 'programs', bytes: pages(800_000 + 4_376_000 - 30_000) },
      { kind: 'wired', bytes: pages(281_000) },
    ])
  })

  test('its runner ends at 71, and the next tick has the room', () => {
    // by what the GPU had at its last answer: it may be asked a tick later
    const { inUseBytes } = gpuAt(72)
    expect([idleBytes, emptyBytes]).toContain(inUseBytes)
    expect(scene.at(72).room).toMatchObject({
      state: 'plenty',
      roomBytes: limitBytes - inUseBytes,
      gpuRoomBytes: limitBytes - inUseBytes,
      // the model's pages and the runner's own are free
      ramRoomBytes: pages(1_923_000 + 4_376_000 + 40_000 + 900_000 + 30_000),
    })
    expect(gpuAt(76)).toEqual({ inUseBytes: emptyBytes, inUseNowBytes: emptyBytes })
    expect(wordsOf(scene)).toEqual(['plenty'])
  })
})

describe('a 70 GB model that idles and is unloaded: the machine and its apps', () => {
  test('on battery a tick comes every two seconds', () => {
    expect(known(scene.at(0).battery)).toMatchObject({ isOnBattery: true, levelRatio: 0.64 })
    const seconds = scene.snapshots.map(({ atMs }) => (atMs - scene.at(0).atMs) / 1_000)
    expect(seconds).toEqual(Array.from({ length: 61 }, (_, index) => 2 * index))
  })

  // the window's most is set against the wired memory of now, so that an idle model leaves nothing unexplained
  test('what no GPU use explains does not grow by 3.6 GB when an idle model is unloaded', () => {
    const unattributedAt = (second: number) => known(scene.at(second).wired).unattributedBytes
    expect(unattributedAt(22)).toBe(pages(281_000 - 61_000))
    expect(unattributedAt(70)).toBe(pages(281_000 - 61_000))
    expect(unattributedAt(76)).toBe(pages(281_000 - 45_000))
  })

  test('the app loses its runner with the next list of processes', () => {
    const ollamaAt = (second: number) => appNamed(scene.at(second), 'Ollama')
    expect(pidsOf(ollamaAt(70))).toEqual([2_200, 2_201, 2_202])
    expect(ollamaAt(70).memoryBytes).toBe(mib(140 + 85 + 69_000))
    expect(pidsOf(ollamaAt(120))).toEqual([2_200, 2_201])
    expect(ollamaAt(120).memoryBytes).toBe(mib(140 + 85))
    // 900 ms of GPU time a second until 20, then none
    expect(ollamaAt(18).gpuRatio).toBeCloseTo(0.9, 9)
    expect(ollamaAt(70).gpuRatio).toBe(0)
  })

  test("the browser's helper belongs to it, wherever its file lies", () => {
    const safari = appNamed(scene.at(120), 'Safari')
    expect(pidsOf(safari)).toEqual([2_300, 2_310])
    expect(safari).toMatchObject({ memoryBytes: mib(410 + 820), isFront: true })
  })

  test('power is not measured without a permission, and says so', () => {
    for (const { power, gpu } of scene.snapshots) {
      expect(power).toMatchObject({
        kind: 'absent',
        reason: 'needs permission for powermetrics, or macmon',
      })
      expect(known(gpu).devices[0]?.powerWatts).toBeNull()
    }
  })

  test('a machine without swap has none', () => {
    expect(known(scene.at(120).swap)).toMatchObject({ totalBytes: 0, usedBytes: 0, freeBytes: 0 })
  })
})

describe('a 70 GB model that idles and is unloaded: the model', () => {
  const modelBytes = 71_690_000_000
  const name = 'gpt-oss:120b-mlx'

  test("its size is its server's account, and its context is not told", () => {
    for (const second of [0, 30, 70]) {
      const snapshot = scene.at(second)
      expect(snapshot.models).toHaveLength(1)
      expect(modelNamed(snapshot, name)).toMatchObject({
        serverId: serverOf(snapshot, 'ollama').id,
        state: 'loaded',
        contextTokens: 131_072,
        contextUsedTokens: null,
        memory: {
          total: { bytes: modelBytes, origin: 'reported' },
          onGpu: { bytes: modelBytes, origin: 'reported' },
          weights: null,
        },
      })
    }
  })

  test('when it is let go by itself follows its last request', () => {
    const expiresAt = (second: number) => modelNamed(scene.at(second), name).expiresAtMs
    expect(expiresAt(10)).toBe(Date.parse('2026-11-20T12:00:58.371Z'))
    expect(expiresAt(30)).toBe(Date.parse('2026-11-20T12:01:11.371Z'))
  })

  test('idle, it is known to lie on the GPU, whatever the driver has dropped', () => {
    expect(gpuAt(60).inUseNowBytes).toBeLessThan(modelBytes)
    expect(gpuAt(60).inUseBytes).toBeGreaterThan(modelBytes)
  })

  test('with its runner it is gone at the next tick, and Ollama goes on without it', () => {
    expect(scene.at(70).servers.map(({ kind }) => kind)).toEqual(['ollama', 'ollama-runner'])
    expect(scene.at(72).models).toEqual([])
    expect(scene.at(72).servers.map(({ kind }) => kind)).toEqual(['ollama'])
    expect(scene.at(120).models).toEqual([])
    expect(serverOf(scene.at(120), 'ollama')).toMatchObject({
      pid: 2_201,
      version: '0.32.15',
      state: 'ready',
    })
  })
})
