import { beforeAll, describe, expect, test } from 'vitest'
import {
  appNamed,
  changesOf,
  gib,
  isAt,
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

/** Metal's answer on the M2 Max with 32 GB. */
const limitBytes = 22_906_503_168
/** 29,000 pages a second from second 10 on: 19.0 GB at second 50; 7,600 a second from 60 to 80. */
const modelPages = (second: number): number =>
  29_000 * Math.min(Math.max(second - 10, 0), 40) + 7_600 * Math.min(Math.max(second - 60, 0), 20)

let scene: Played
beforeAll(async () => {
  scene = await playedOnce('mac-m2max-32gb-loading')
})

/** Of the GPU, by its header: weights, the cache of 8192 tokens, what computing takes. */
const needBytes = 20_879_578_144

describe('a 19 GB model that loads into 32 GB: memory and room', () => {
  test('memory is told in parts that make up the machine', () => {
    expect(known(scene.at(0).memory)).toMatchObject({
      totalBytes: gib(32),
      availableBytes: pages(995_000 + 500_000 + 10_000), // free, file-backed, purgeable
      parts: [
        { kind: 'programs', bytes: pages(360_000 - 10_000) }, // anonymous without purgeable
        { kind: 'wired', bytes: pages(150_000) },
        { kind: 'compressed', bytes: pages(60_000) },
        { kind: 'other', bytes: gib(32) - pages(1_505_000 + 350_000 + 150_000 + 60_000) },
      ],
    })
    const loaded = known(scene.at(50).memory)
    expect(loaded.availableBytes).toBe(pages(35_000 + 300_000 + 10_000))
    expect(loaded.parts[1]).toEqual({ kind: 'wired', bytes: pages(150_000 + 1_160_000) })
  })

  test('the limit is asked of Metal, and lines above RAM are left out', () => {
    expect(known(scene.at(1).limit)).toMatchObject({
      limitBytes,
      source: 'metal',
      isEstimated: false,
      overrideBytes: null,
      maxBufferBytes: gib(16),
      engineLines: [
        { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
        { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
        // 0.95 x 32 GiB is less than 1.5 x the limit; 1.7 x the limit would be 38.9 GB
        { engine: 'MLX', lineBytes: Math.floor(0.95 * gib(32)), beyond: 'refuses' },
      ],
    })
  })

  test('both rooms follow, each at the second of its own figures', () => {
    const startMs = scene.at(0).atMs
    for (const { gpu, memory, room, models } of scene.snapshots) {
      const inUseNowBytes = pages(55_000 + modelPages((known(gpu).atMs - startMs) / 1_000))
      const takenPages = modelPages((known(memory).atMs - startMs) / 1_000)
      // a model that idles is held to have what its header says: its cache is touched by its first request
      const isLoaded = models.some(({ state }) => state === 'idle' || state === 'generating')
      const { inUseBytes } = known(gpu)
      expect(known(gpu).inUseNowBytes).toBe(inUseNowBytes)
      expect([inUseNowBytes, needBytes]).toContain(inUseBytes)
      expect(inUseBytes).toBe(isLoaded ? Math.max(inUseNowBytes, inUseBytes) : inUseNowBytes)
      expect(known(gpu).beyondLimitBytes).toBe(0)
      expect(room).toMatchObject({
        gpuRoomBytes: limitBytes - inUseBytes,
        // what the model takes was free or held files
        ramRoomBytes: pages(995_000 + 500_000 + 10_000 - takenPages),
        roomBytes: limitBytes - inUseBytes,
      })
    }
    expect(modelPages(120)).toBe(1_160_000 + 152_000)
    expect(known(scene.at(120).gpu).inUseBytes).toBe(pages(1_367_000))
  })
})

describe('a 19 GB model that loads into 32 GB: state, pressure and wired memory', () => {
  test('the word changes where the GPU room passes 15 % and 3 % of the limit', () => {
    expect((limitBytes - pages(55_000 + modelPages(49))) / limitBytes).toBeGreaterThan(0.15)
    expect((limitBytes - pages(55_000 + modelPages(50))) / limitBytes).toBeLessThan(0.15)
    expect((limitBytes - pages(55_000 + modelPages(78))) / limitBytes).toBeGreaterThan(0.03)
    expect((limitBytes - pages(55_000 + modelPages(79))) / limitBytes).toBeLessThan(0.03)
    expect(wordsOf(scene)).toEqual(['plenty', 'tight by room', 'full by room'])
    const [, tight, full] = changesOf(scene)
    expect([isAt(50, tight), isAt(79, full)]).toEqual([true, true])
  })

  test('the kernel sees nothing of it: wired memory is in neither of its sums', () => {
    const { level, kernel } = known(scene.at(120).pressure)
    const available = 35_000 + 360_000 + 148_000 // free, anonymous, file-backed
    expect([level, kernel?.level]).toEqual(['normal', 'normal'])
    expect(kernel?.availableRatio).toBeCloseTo(available / (available + 60_000), 12)
    expect(kernel?.toWarnRatio).toBeCloseTo(available / (available + 60_000) - 0.5, 12)
  })

  test('what no GPU use explains of wired memory stays', () => {
    const unattributedBytes = pages(150_000 - 55_000)
    // where vm_stat and ioreg were asked at the same instant
    const wired = scene.snapshots.flatMap(({ gpu, wired: part }) =>
      known(gpu).atMs === known(part).atMs ? [known(part).unattributedBytes] : [],
    )
    expect(wired.length).toBeGreaterThan(30)
    expect(new Set(wired)).toEqual(new Set([unattributedBytes]))
    const { history } = known(scene.at(120).wired)
    expect(history.map(({ atMs }) => atMs)).toEqual([0, 60, 120].map((one) => scene.at(one).atMs))
  })
})

describe('a 19 GB model that loads into 32 GB: the machine and its apps', () => {
  test('swap is used and stands still', () => {
    expect(known(scene.at(0).swap).outBytesPerSecond).toBeNull()
    expect(known(scene.at(120).swap)).toMatchObject({
      totalBytes: gib(1),
      usedBytes: mib(312.25),
      outBytesPerSecond: 0,
    })
  })

  test('power comes from powermetrics, by its energies', () => {
    expect(scene.at(0).power.kind).toBe('waiting')
    expect(known(scene.at(30).power)).toMatchObject({
      source: 'powermetrics',
      gpuWatts: 3,
      gpuClockHertz: 444e6,
    })
    expect(known(scene.at(90).power)).toMatchObject({ gpuWatts: 28, gpuClockHertz: 1_398e6 })
    expect(known(scene.at(90).power).cpuWatts).toBeCloseTo(7.5, 2)
    expect(known(scene.at(90).gpu).devices[0]).toMatchObject({ powerWatts: 28, busyRatio: 0.92 })
  })

  test('the machine is named, and heat, battery and disk are told', () => {
    const last = scene.at(120)
    expect(known(last.machine)).toMatchObject({
      operatingSystem: 'macOS 15.6 (24G84)',
      processor: 'Apple M2 Max',
      coreCount: 12,
      model: 'MacBook Pro (Mac14,5)',
    })
    expect(known(last.gpu).devices[0]).toMatchObject({ name: 'Apple M2 Max', coreCount: 30 })
    expect([known(scene.at(50).thermal).level, known(last.thermal).level]).toEqual([
      'nominal',
      'moderate',
    ])
    expect(known(last.battery)).toMatchObject({ isOnBattery: false, levelRatio: 0.81 })
    expect(known(last.disk)).toMatchObject({ path: '/', freeBytes: 312_400_000_000 })
  })
})

describe('a 19 GB model that loads into 32 GB: apps', () => {
  test('apps hold what a person quits together', () => {
    const last = scene.at(120)
    const chrome = appNamed(last, 'Google Chrome')
    expect(pidsOf(chrome)).toEqual([700, 701, 710, 711, 712, 713, 714, 715])
    // footprints of all but the crash handler, which is too small for top: its 8 MiB are resident ones
    expect(chrome.memoryBytes).toBe(mib(620 + 780 + 300 + 260 + 240 + 180 + 150 + 8))
    expect([chrome.memoryKind, chrome.bundleId]).toEqual(['mixed', 'com.google.Chrome'])
    // by its bundle, by its parent, and by its coalition alone
    const xcode = appNamed(last, 'Xcode')
    expect(pidsOf(xcode)).toEqual([800, 820, 821, 830])
    expect(xcode.memoryBytes).toBe(mib(2_100 + 1_400 + 420 + 110))
    expect([xcode.isFront, xcode.hasWindows, xcode.growthBytesPerMinute]).toEqual([true, true, 0])
    expect(appNamed(last, 'Headroom')).toMatchObject({
      isHeadroom: true,
      memoryBytes: mib(96),
      memoryKind: 'rss',
    })
    expect(pidsOf(appNamed(last, 'Terminal'))).toEqual([900, 901, 902]) // with its shells
  })

  test('the server that was started in a terminal stands for itself, by better and better figures', () => {
    const found = scene.snapshots.flatMap(({ apps }) =>
      apps.filter(({ name }) => name === 'llama-server'),
    )
    const sizes = found.map(({ memoryBytes }) => memoryBytes)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(found[0]?.memoryKind).toBe('rss')
    expect(found.at(-1)?.memoryKind).toBe('footprint')
    // 384 MiB of its own and the model, 64 pages to the MiB, as `footprint` told it after 80
    expect(sizes.at(-1)).toBe(mib(384 + (1_160_000 + 152_000) / 64))
    const llama = appNamed(scene.at(120), 'llama-server')
    expect(llama).toMatchObject({ iconName: 'engine', hasWindows: false, quitEnds: null })
    // what it takes with its first prompt: the load itself is over
    expect(llama.growthBytesPerMinute).toBeGreaterThan(100e6)
  })

  test("shares of the GPU's time are differences of its counters", () => {
    expect(appNamed(scene.at(1), 'WindowServer').gpuRatio).toBeNull()
    const last = scene.at(120)
    const ratioOf = (name: string) => appNamed(last, name).gpuRatio
    expect(ratioOf('llama-server')).toBeCloseTo(0.85, 9) // 850 ms a second
    expect(ratioOf('WindowServer')).toBeCloseTo(0.04, 9)
    expect(ratioOf('Google Chrome')).toBeCloseTo(0.03, 9)
    expect(ratioOf('Finder')).toBe(0)
  })
})

const file = '/Users/user/models/Qwen3-32B-Q4_K_M.gguf'
const weightsBytes = 18_983_013_376
const modelAt = (second: number) => modelNamed(scene.at(second), 'Qwen3-32B-Q4_K_M.gguf')

describe('a 19 GB model that loads into 32 GB: its server', () => {
  test('while it loads the server says so, and the size is that of the file in its command line', () => {
    expect(serverOf(scene.at(40), 'llama-server')).toMatchObject({
      pid: 910,
      port: 8_080,
      parentId: null,
      state: 'starting',
      stateReason: 'Loading model',
    })
    expect(modelAt(40)).toMatchObject({
      state: 'loading',
      file,
      contextTokens: 8_192,
      memory: { onGpu: null, weights: { bytes: 18_988_943_376, origin: 'argv' }, kv: null },
    })
  })

  test('loaded, its weights are what the server reports, and it idles with an empty context', () => {
    expect(serverOf(scene.at(55), 'llama-server')).toMatchObject({
      state: 'ready',
      version: 'b10470-34af94cd9',
    })
    expect(modelAt(55)).toMatchObject({
      state: 'idle',
      quantization: 'Q4_K - Medium',
      contextUsedTokens: 0,
      contextRatio: 0,
      tokensPerSecond: null,
      memory: { weights: { bytes: weightsBytes, origin: 'reported' } },
    })
    expect(modelAt(55).idleSinceMs).toBe(modelAt(58).idleSinceMs)
  })
})

describe('a 19 GB model that loads into 32 GB: the model at work', () => {
  test('it tells its speed and how full its context is', () => {
    // 2,400 tokens of prompt, and 16 a second from 62 on
    for (const second of [70, 90, 120]) {
      const used = 2_400 + 16 * (second - 62)
      expect(modelAt(second)).toMatchObject({
        state: 'generating',
        contextUsedTokens: used,
        contextRatio: used / 8_192,
        tokensPerSecond: 16,
        idleSinceMs: null,
      })
    }
  })

  test('its process has the model and the context: more than its weights', () => {
    expect(modelAt(120).memory.total).toEqual({
      bytes: mib(384 + (1_160_000 + 152_000) / 64),
      origin: 'process',
    })
  })

  test('weights that lie on the GPU are not taken off the RAM room a second time', () => {
    expect(scene.at(55).room).toMatchObject({ ramRoomBytes: pages(35_000 + 300_000 + 10_000) })
    expect(known(scene.at(55).gpu).inUseNowBytes).toBeGreaterThan(weightsBytes)
  })
})
