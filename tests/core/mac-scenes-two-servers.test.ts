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
  playScene,
  serverOf,
  wordsOf,
  type Played,
} from './mac-scene.ts'

/** Metal's answer with 64 GB: three quarters. */
const limitBytes = 51_539_607_552
/** 28 GB of llama.cpp's; MLX' 24 GB from 10 to 40, and 6 GB more from 55 to 75. */
const llamaPages = 1_709_000
const mlxPages = (second: number): number =>
  48_800 * Math.min(Math.max(second - 10, 0), 30) + 18_300 * Math.min(Math.max(second - 55, 0), 20)
const inUseAt = (second: number): number => pages(50_000 + llamaPages + mlxPages(second))

let scene: Played
beforeAll(async () => {
  scene = await playedOnce('mac-64gb-two-servers')
})

describe('two servers on one GPU: room', () => {
  test('the limit is three quarters of RAM, and MLX and PyTorch would pass it', () => {
    expect(limitBytes).toBe(0.75 * gib(64))
    expect(known(scene.at(1).limit)).toMatchObject({
      limitBytes,
      source: 'metal',
      engineLines: [
        { engine: 'llama.cpp', lineBytes: limitBytes },
        { engine: 'Ollama', lineBytes: limitBytes },
        { engine: 'MLX', lineBytes: Math.floor(0.95 * gib(64)) }, // 1.5 x the limit is 77 GB
      ],
    })
  })

  test('beyond the limit there is no room, and how far beyond is told', () => {
    for (const { gpu, room } of scene.snapshots) {
      const inUseBytes = inUseAt((known(gpu).atMs - scene.at(0).atMs) / 1_000)
      expect(known(gpu).inUseBytes).toBe(inUseBytes)
      expect(known(gpu).beyondLimitBytes).toBe(Math.max(0, inUseBytes - limitBytes))
      const gpuRoomBytes = Math.max(0, limitBytes - inUseBytes)
      expect(room).toMatchObject({ gpuRoomBytes, roomBytes: gpuRoomBytes })
    }
    expect([inUseAt(38) < limitBytes, inUseAt(39) < limitBytes]).toEqual([true, false])
  })

  test('the end is 7.3 GB beyond, with RAM left that the GPU may not have', () => {
    expect(known(scene.at(120).gpu).beyondLimitBytes).toBe(pages(3_589_000) - limitBytes)
    expect(pages(3_589_000) - limitBytes).toBe(7_262_568_448)
    expect(scene.at(120).room).toMatchObject({ ramRoomBytes: pages(31_000 + 90_000 + 6_000) })
    expect(known(scene.at(120).memory).parts).toEqual([
      { kind: 'programs', bytes: pages(230_000 - 6_000) },
      { kind: 'wired', bytes: pages(190_000 + llamaPages + 1_830_000) },
      { kind: 'compressed', bytes: pages(60_000) },
      { kind: 'other', bytes: gib(64) - pages(127_000 + 224_000 + 3_729_000 + 60_000) },
    ])
    expect(known(scene.at(120).wired).unattributedBytes).toBe(pages(190_000 - 50_000))
  })

  test('the word falls before the limit is passed, and the kernel never says one', () => {
    const roomRatioAt = (second: number): number => (limitBytes - inUseAt(second)) / limitBytes
    expect([roomRatioAt(28) > 0.15, roomRatioAt(29) > 0.15]).toEqual([true, false])
    expect([roomRatioAt(36) > 0.03, roomRatioAt(37) > 0.03]).toEqual([true, false])
    expect(wordsOf(scene)).toEqual(['plenty', 'tight by room', 'full by room'])
    const [, tight, full] = changesOf(scene)
    expect([isAt(29, tight), isAt(37, full)]).toEqual([true, true])
    expect(new Set(scene.snapshots.map(({ pressure }) => known(pressure).level))).toEqual(
      new Set(['normal']),
    )
  })
})

describe('two servers on one GPU: who holds it', () => {
  test('each of them alone is far below the limit', () => {
    const [llama, mlx] = [
      appNamed(scene.at(120), 'llama-server'),
      appNamed(scene.at(120), 'Python'),
    ]
    // 64 pages to the MiB; 420 and 260 MiB are their own
    expect(llama.memoryBytes).toBe(mib(llamaPages / 64 + 420))
    expect(mlx.memoryBytes).toBe(mib(1_830_000 / 64 + 260))
    expect([llama.memoryKind, mlx.memoryKind]).toEqual(['footprint', 'footprint'])
    expect(Math.max(llama.memoryBytes, mlx.memoryBytes)).toBeLessThan(limitBytes)
    expect(llama.memoryBytes + mlx.memoryBytes).toBeGreaterThan(limitBytes)
    expect([llama.iconName, mlx.iconName]).toEqual(['engine', 'background'])
    expect(llama.gpuRatio).toBeCloseTo(0.45, 9)
    expect(mlx.gpuRatio).toBeCloseTo(0.4, 9)
  })

  test('UTM holds the memory of its machine, and quitting it ends every one', () => {
    const utm = appNamed(scene.at(120), 'UTM')
    expect(pidsOf(utm)).toEqual([3_300, 3_301])
    expect(utm).toMatchObject({
      kind: 'virtual-machine',
      memoryBytes: mib(210 + 4_200),
      quitEnds: 'every virtual machine that runs in it',
    })
  })

  test('power is what powermetrics says', () => {
    expect(known(scene.at(120).power)).toMatchObject({ source: 'powermetrics', gpuWatts: 61 })
  })

  test('doctor tells what the kernel ended shortly before, by its log and by its report', async () => {
    const { core, replayer } = await playScene('mac-64gb-two-servers')
    const asked = core.doctor()
    void asked.then(replayer.stop)
    await replayer.play({ speed: null, isLooping: true })
    const { findings } = await asked
    expect(findings).toHaveLength(2)
    expect(findings.every((one) => one.includes('Atlas Indexer'))).toBe(true)
  })
})

describe('two servers on one GPU: their models', () => {
  const llamaName = 'Qwen3-32B-Q6_K.gguf'
  const mlxName = 'mlx-community/Qwen3-Next-48B-4bit'

  test('each is asked on the port that its own process has', () => {
    const last = scene.at(120)
    expect(serverOf(last, 'llama-server')).toMatchObject({
      pid: 3_100,
      port: 8_080,
      state: 'ready',
      memoryBytes: mib(llamaPages / 64 + 420),
    })
    expect(serverOf(last, 'mlx-lm')).toMatchObject({
      pid: 3_200,
      port: 8_081,
      state: 'ready',
      stateReason: null,
    })
    expect(last.servers).toHaveLength(2)
  })

  test('slots of their own share the context that was asked for', () => {
    // prompts of 400 and 200 tokens; 12 and 11 tokens a second
    const used = 400 + 12 * 120 + 6 + 200 + 11 * 120 + 4
    expect(modelNamed(scene.at(120), llamaName)).toMatchObject({
      state: 'generating',
      contextTokens: 4_096,
      contextUsedTokens: used,
      contextRatio: used / 4_096,
      tokensPerSecond: 23,
      memory: {
        total: { bytes: mib(llamaPages / 64 + 420), origin: 'process' },
        weights: { bytes: 26_877_100_000, origin: 'reported' },
      },
    })
  })

  test('MLX tells nothing of its model: its name is that of the command line, its memory that of its process', () => {
    expect(modelNamed(scene.at(120), mlxName)).toMatchObject({
      state: 'loaded',
      file: null,
      contextTokens: null,
      memory: {
        total: { bytes: mib(1_830_000 / 64 + 260), origin: 'process' },
        onGpu: null,
        weights: null,
        kv: null,
      },
    })
  })

  test('the bigger one stands first', () => {
    const namesAt = (second: number) => scene.at(second).models.map(({ name }) => name)
    expect(namesAt(0)).toEqual([llamaName, mlxName])
    expect(namesAt(120)).toEqual([mlxName, llamaName])
  })
})
