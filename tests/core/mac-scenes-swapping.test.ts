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

/** iogpu.wired_limit_mb: 12500 */
const limitBytes = mib(12_500)

const blob = '5f4dcc3b5aa765d61d8327deb882cf992b95990a9151374abd8ff8c5a7a0fe08'

/** Neither wired nor missing: what the compressor takes comes out of it. */
const pagedPages = 850_000
/** 5,100 pages a second more from 10 to 50, 4,300 a second less from 70 to 110. */
const compressorPages = (second: number): number =>
  255_000 +
  5_100 * Math.min(Math.max(second - 10, 0), 40) -
  4_300 * Math.min(Math.max(second - 70, 0), 40)

let scene: Played
beforeAll(async () => {
  scene = await playedOnce('mac-m4-16gb-swapping')
})

describe('16 GB that swap: the limit and memory', () => {
  test('where Metal names no device, the override is the limit', () => {
    const last = scene.at(120)
    expect(known(last.limit)).toMatchObject({
      limitBytes,
      source: 'wired-limit',
      isEstimated: false,
      overrideBytes: limitBytes,
      maxBufferBytes: null,
      engineLines: [
        { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
        { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
        // 1.5 x the limit would be 19.7 GB, and PyTorch's 1.7 x lies above RAM
        { engine: 'MLX', lineBytes: Math.floor(0.95 * gib(16)), beyond: 'refuses' },
      ],
    })
    expect(last.sources.find(({ id }) => id === 'metal')).toMatchObject({
      kind: 'absent',
      reason: 'Metal names no device',
    })
  })

  test('memory is told in parts, and room is what the GPU does not bound', () => {
    const { memory, room, gpu, wired } = scene.at(50)
    expect(known(memory)).toMatchObject({
      totalBytes: gib(16),
      availableBytes: pages(20_000 + 150_000 + 4_000),
      parts: [
        { kind: 'programs', bytes: pages(221_000 - 4_000) },
        { kind: 'wired', bytes: pages(180_000) },
        { kind: 'compressed', bytes: pages(459_000) },
        { kind: 'other', bytes: gib(16) - pages(174_000 + 217_000 + 180_000 + 459_000) },
      ],
    })
    expect(known(gpu)).toMatchObject({ inUseBytes: pages(135_000), beyondLimitBytes: 0 })
    expect(room).toMatchObject({
      roomBytes: pages(174_000),
      ramRoomBytes: pages(174_000),
      gpuRoomBytes: limitBytes - pages(135_000),
    })
    expect(known(wired).unattributedBytes).toBe(pages(180_000 - 135_000))
  })

  test('swap grows by what is moved out, and comes back more slowly', () => {
    const swapAt = (second: number) => known(scene.at(second).swap)
    expect(swapAt(30).outBytesPerSecond).toBe(0)
    for (const second of [31, 45, 60])
      expect(swapAt(second).outBytesPerSecond).toBeCloseTo(mib(30), 3)
    expect(swapAt(61).outBytesPerSecond).toBe(0)
    expect(swapAt(80).inBytesPerSecond).toBeCloseTo(mib(5), 3)
    expect(swapAt(29)).toMatchObject({ totalBytes: mib(3_072), usedBytes: mib(2_100) })
    // asked every five seconds: 30 s of 30 MiB
    expect(swapAt(64)).toMatchObject({
      totalBytes: mib(4_096),
      usedBytes: mib(2_100 + 900),
      freeBytes: mib(1_096),
    })
  })
})

describe('16 GB that swap: pressure and state', () => {
  test.each([0, 43, 44, 60, 85, 97, 98, 120])('at second %i the distance is known', (second) => {
    const ratio = (pagedPages - compressorPages(second)) / pagedPages
    const { kernel } = known(scene.at(second).pressure)
    expect(kernel?.availableRatio).toBeCloseTo(ratio, 12)
    expect(kernel?.toWarnRatio).toBeCloseTo(ratio - 0.5, 12)
    expect(kernel?.toCriticalRatio).toBeCloseTo(ratio - 1.2 / 3.5, 12)
  })

  test('the level is entered below 0.50 and left above 0.60, as the kernel does it', () => {
    // 43: 0.5020; 44: 0.4960; 85: 0.5359; 97: 0.5966; 98: 0.6016
    const levelsAt = (second: number) => {
      const { level, kernel } = known(scene.at(second).pressure)
      return [level, kernel?.level]
    }
    expect(levelsAt(43)).toEqual(['normal', 'normal'])
    // the kernel was asked at 40: its own rule has seen the line before its word comes
    expect(levelsAt(44)).toEqual(['warn', 'normal'])
    expect(levelsAt(45)).toEqual(['warn', 'warn'])
    expect(levelsAt(85)).toEqual(['warn', 'warn'])
    expect(levelsAt(97)).toEqual(['warn', 'warn'])
    // above the line at 98, but the kernel's word of 95 stands until 100
    expect(levelsAt(99)).toEqual(['warn', 'warn'])
    expect(levelsAt(100)).toEqual(['normal', 'normal'])
  })

  test('swapping makes it tight first, pressure then; the room itself never falls below 15 %', () => {
    const rooms = scene.snapshots.map(({ room }) => (room.kind === 'ok' ? room.roomBytes : 0))
    expect(Math.min(...rooms)).toBe(pages(174_000))
    expect(pages(174_000) / gib(16)).toBeGreaterThan(0.15)
    expect(wordsOf(scene)).toEqual(['plenty', 'tight by swapping', 'tight by pressure', 'plenty'])
    const causeAt = (second: number) => {
      const { room } = scene.at(second)
      return room.kind === 'ok' ? room.stateCause : 'no room'
    }
    expect([30, 31, 43, 44, 99, 100].map(causeAt)).toEqual([
      null,
      'swapping',
      'swapping',
      'pressure',
      'pressure',
      null,
    ])
  })
})

describe('16 GB that swap: the machine and its apps', () => {
  test('power comes from macmon where no rule of sudo allows powermetrics', () => {
    expect(known(scene.at(10).power)).toMatchObject({
      source: 'macmon',
      gpuWatts: 4.25,
      cpuWatts: 9.5,
      gpuClockHertz: 912e6,
    })
  })

  test('a machine without a battery has none', () => {
    expect(scene.at(120).battery).toMatchObject({ kind: 'absent', reason: 'no battery' })
    expect(known(scene.at(120).machine).model).toBe('Mac mini (Mac16,10)')
  })

  test("Apple's machine process is Docker's, and quitting Docker ends every container", () => {
    expect(appNamed(scene.at(120), 'Docker')).toMatchObject({
      kind: 'virtual-machine',
      memoryBytes: mib(180 + 240 + 5_200),
      memoryKind: 'footprint',
      iconName: 'virtual-machine',
      quitEnds: 'its virtual machine and every container in it',
      hasWindows: false,
    })
    expect(pidsOf(appNamed(scene.at(120), 'Docker'))).toEqual([1_100, 1_101, 1_130])
  })

  test('Ollama is one app with its server and its runner', () => {
    const ollama = appNamed(scene.at(120), 'Ollama')
    expect(ollama).toMatchObject({ iconName: 'engine', memoryBytes: mib(130 + 70 + 2_300) })
    expect(pidsOf(ollama)).toEqual([1_200, 1_201, 1_202])
    expect(ollama.gpuRatio).toBeCloseTo(0.32, 9)
  })

  test('the Intel program is known, and no other', () => {
    const translated = scene
      .at(120)
      .apps.flatMap(({ processes }) => processes)
      .filter(({ isTranslated }) => isTranslated !== false)
    expect(translated).toMatchObject([{ name: 'Pixel Loom', isTranslated: true }])
  })
})

describe('16 GB that swap: Ollama and its model', () => {
  test('the server is asked, its runner is a server of its own below it', () => {
    const last = scene.at(120)
    const ollama = serverOf(last, 'ollama')
    expect(ollama).toMatchObject({ pid: 1_201, port: 11_434, version: '0.12.6', state: 'ready' })
    expect(serverOf(last, 'ollama-runner')).toMatchObject({
      pid: 1_202,
      port: 53_411,
      parentId: ollama.id,
      memoryBytes: mib(2_300),
      memoryKind: 'footprint',
    })
    expect(ollama.memoryBytes).toBe(mib(130 + 70))
    // com.docker.backend runs no models
    expect(last.servers).toHaveLength(2)
  })

  test('what the server lists and what its runner holds is one model, through the whole scene', () => {
    for (const snapshot of scene.snapshots) {
      expect(snapshot.models).toHaveLength(1)
      expect(modelNamed(snapshot, 'llama3.2:1b')).toMatchObject({
        serverId: serverOf(snapshot, 'ollama').id,
        file: `/Users/user/.ollama/models/blobs/sha256-${blob}`,
        quantization: 'Q8_0',
        state: 'loaded',
        contextTokens: 4_096,
        contextUsedTokens: null,
        expiresAtMs: Date.parse('2026-11-20T12:04:51.204Z'),
        memory: {
          total: { bytes: mib(1_824), origin: 'reported' },
          onGpu: { bytes: mib(1_824), origin: 'reported' },
          weights: { bytes: 1_321_082_880, origin: 'argv' },
          kv: null,
        },
      })
    }
  })
})
