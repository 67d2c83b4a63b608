import type { Answers } from '../../fixtures/recordings/mac/server-forms.ts'
import type { World } from '../mac/world.ts'
import { gpuKeep, type Process } from '../mac/process.ts'
import { MiB } from '../mac/mac.ts'
import { pythonPath } from './mlx-server.ts'

const torchFile = {
  path: '/Users/user/ComfyUI/.venv/lib/python3.12/site-packages/torch/lib/libtorch_cpu.dylib',
  bytes: 210_418_944,
}

export interface ComfyStart {
  readonly parentPid: number
  /** What its checkpoint and its encoders take. */
  readonly modelBytes: number
  /** ComfyUI, or a script of the user's own. */
  readonly isComfy: boolean
}

export interface Comfy {
  readonly process: Process
  /** From now on it keeps so much more each second; 0: no more. */
  grow(bytesPerSecond: number): void
  /** One picture: it takes as much for a while, and its allocator keeps it. */
  run(bytes: number, seconds: number): void
  isBusy(): boolean
  end(): void
}

/** The caching allocator of MPS takes heaps of so much, and gives nothing back by itself. */
const heapBytes = 32 * MiB

/** PyTorch on the GPU: the allocator grows heap by heap, and refuses at 1.7 times the limit, deep in swap. */
export function startComfy(world: World, { parentPid, modelBytes, isComfy }: ComfyStart): Comfy {
  const random = world.random.fork('comfy')
  const process = world.start({
    executable: pythonPath,
    args: isComfy
      ? '/Users/user/ComfyUI/main.py --port 8188'
      : '/Users/user/work/train_adapter.py --device mps --batch 4',
    parentPid,
    anonymousBytes: 1.1e9,
    gpuKeepMs: gpuKeep.queueMs,
  })
  process.mapped = [torchFile]
  process.gpuBytes = modelBytes
  let wantedBytes = modelBytes
  let bytesPerSecond = 0
  let busyUntilMs = 0
  let peakBytes = 0
  const isBusy = (): boolean => bytesPerSecond > 0 || world.nowMs() < busyUntilMs
  if (isComfy) process.listens = { port: 8_188, answers: () => answersOf(world, isBusy()) }
  world.add({
    step: (seconds) => {
      process.gpuBusyRatio = isBusy() ? random.between(0.9, 0.99) : 0
      if (!isBusy()) return
      process.gpuUsedAtMs = world.nowMs()
      process.cpuMs += seconds * 700
      const isCrawling = world.gpu().inUseBytes > world.mac.limitBytes
      wantedBytes += bytesPerSecond * seconds * random.between(0.6, 1.4) * (isCrawling ? 0.15 : 1)
      const wanted = Math.max(wantedBytes, world.nowMs() < busyUntilMs ? peakBytes : 0)
      process.gpuBytes = Math.max(process.gpuBytes, Math.ceil(wanted / heapBytes) * heapBytes)
    },
  })
  return {
    process,
    grow: (next) => {
      bytesPerSecond = next
    },
    run: (bytes, seconds) => {
      peakBytes = modelBytes + bytes
      busyUntilMs = world.nowMs() + seconds * 1_000
    },
    isBusy,
    end: () => world.end(process),
  }
}

function answersOf(world: World, isBusy: boolean): Answers {
  const { ramBytes } = world.mac
  const freeBytes = Math.round(world.pages().freeBytes + world.pages().fileBytes)
  const json = (value: unknown) => ({
    status: 200,
    contentType: 'application/json; charset=utf-8',
    server: 'Python/3.12 aiohttp/3.11.18',
    body: JSON.stringify(value),
  })
  return new Map([
    [
      '/system_stats',
      json({
        system: { ram_total: ramBytes, ram_free: freeBytes, comfyui_version: '0.19.0' },
        devices: [
          { name: 'mps', type: 'mps', index: null, vram_total: ramBytes, vram_free: freeBytes },
        ],
      }),
    ],
    ['/prompt', json({ exec_info: { queue_remaining: isBusy ? 1 : 0 } })],
  ])
}
