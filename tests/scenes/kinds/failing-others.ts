import { GiB } from '../mac/mac.ts'
import { ggufOf, shapes } from '../models.ts'
import { createApps } from '../programs/apps.ts'
import { holders, startHolder } from '../programs/holder.ts'
import { startLlamaServer } from '../programs/llama-server.ts'
import type { Kind, Stage, Story } from '../scene.ts'
import { failsBy, gpuFreeBytes, memoryRules, putModel, ramFreeBytes } from './common.ts'

/** One request that goes on until its slot is full. */
function contextFills(stage: Stage): Story {
  const { world, random, mac } = stage
  const { shellPid } = createApps(world)
  world.step()
  const line = Math.min(gpuFreeBytes(world), ramFreeBytes(world))
  const fitting = shapes.filter((shape) => ggufOf(shape).weightsBytes < line * 0.5)
  const [first = shapes[0], ...rest] = fitting
  const model = putModel(world, ggufOf(random.pick([first, ...rest])))
  const perSecond = (mac.bandwidthBytesPerSecond * 0.62) / model.weightsBytes
  const slotTokens = Math.min(
    16_384,
    Math.max(2_048, Math.round((perSecond * random.between(90, 600)) / 256) * 256),
  )
  const slotCount = random.whole(1, 3)
  const server = startLlamaServer(world, {
    model,
    contextTokens: slotTokens * slotCount,
    slotCount,
    port: 8_080,
    parentPid: shellPid,
  })
  const promptTokens = Math.round(slotTokens * random.between(0.1, 0.5))
  let isAsked = false
  world.at(random.between(90_000, 160_000), () => {
    stage.mark('begunAtMs')
    isAsked = server.ask({ promptTokens, answerTokens: slotTokens - promptTokens })
  })
  return {
    seconds: 1_800,
    failure: { end: 'error', foretoldBy: ['context'] },
    deserved: [],
    hasFailed: failsBy(stage, () => isAsked && !server.isBusy()),
  }
}

/** Memory is full, swap grows, and the disk that it grows on fills: in the end macOS kills (macos-sources §2). */
function swapDisk(stage: Stage): Story {
  const { world, random, mac } = stage
  createApps(world)
  const hog = startHolder(world, { ...holders.virtualMachine, anonymousBytes: 0.15 * mac.ramBytes })
  const span = random.between(120, 600)
  const leftBytes = world.diskFreeBytes()
  world.at(random.between(60_000, 120_000), () => {
    stage.mark('begunAtMs')
    hog.moveTo(mac.ramBytes * 4, (mac.ramBytes * 1.5) / span)
    // a download beside it
    world.add({ step: (seconds) => world.fillDisk((seconds * leftBytes * 0.5) / span) })
  })
  return {
    seconds: 2_400,
    failure: {
      end: 'kill',
      foretoldBy: ['swap-disk', 'swapping', 'pressure', 'running-out', 'memory-hog'],
    },
    deserved: [{ rules: memoryRules, why: 'memory is really full' }],
    hasFailed: failsBy(stage, () => world.pages().lacksSwap),
  }
}

/** Free space of a disk that people let fill. */
export const smallDiskBytes = 9 * GiB

export const failingOthers: readonly Kind[] = [
  { name: 'context fills', group: 'other', mac: { minGiB: 16 }, make: contextFills },
  {
    name: 'disk full for swap',
    group: 'other',
    mac: { maxGiB: 36 },
    diskFreeBytes: smallDiskBytes,
    make: swapDisk,
  },
]
