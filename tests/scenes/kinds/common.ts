import type { RuleId } from '../../../src/shared/alert.ts'
import { GiB, MiB } from '../mac/mac.ts'
import { fileFloorBytes } from '../mac/pages.ts'
import type { World } from '../mac/world.ts'
import type { ModelOnDisk, ModelShape } from '../models.ts'
import { shapes } from '../models.ts'
import { llamaNeedBytes } from '../programs/llama-server.ts'
import { ggufOf } from '../models.ts'
import type { Random } from '../random.ts'
import { Impossible, type Stage } from '../scene.ts'

/** On the GPU beside models: what the screens take, at most. */
export const screensBytes = 480e6

/** Of the GPU's line, what is free of models. */
export const gpuFreeBytes = (world: World): number => world.mac.limitBytes - screensBytes

/** What wired memory can have without taking anything from apps: what is free, and what is cache. */
export function ramFreeBytes(world: World): number {
  const { freeBytes, fileBytes } = world.pages()
  return freeBytes + fileBytes - fileFloorBytes(world.mac.ramBytes)
}

/** Puts a model where engines find it. */
export function putModel(world: World, model: ModelOnDisk): ModelOnDisk {
  const isFolder = !model.path.endsWith('.gguf')
  const file = { bytes: model.fileBytes, header: model.header }
  if (isFolder) {
    world.files.set(model.path, { type: 'dir', ...file })
    world.files.set(`${model.path}/model.safetensors`, { type: 'file', bytes: model.fileBytes })
    world.files.set(`${model.path}/config.json`, { type: 'file', bytes: 900 })
  } else world.files.set(model.path, { type: 'file', ...file })
  return model
}

export interface Choice {
  readonly shape: ModelShape
  readonly contextTokens: number
}

const contextStep = 1_024
const tries = 60

/** A model and a context that take between so much and so much; null: none of ours does. */
export function chooseLoad(random: Random, lowBytes: number, highBytes: number): Choice | null {
  for (let count = 0; count < tries; count++) {
    const shape = random.pick(shapes)
    const wanted = random.between(lowBytes, highBytes)
    const model = ggufOf(shape)
    const perStep = llamaNeedBytes(model, contextStep) - llamaNeedBytes(model, 0)
    const steps = Math.round((wanted - llamaNeedBytes(model, 0)) / perStep)
    if (steps < 2 || steps * contextStep > shape.trainedTokens) continue
    const need = llamaNeedBytes(model, steps * contextStep)
    if (need >= lowBytes && need <= highBytes) return { shape, contextTokens: steps * contextStep }
  }
  return null
}

/** As before, where there has to be one. */
export function mustChoose(random: Random, lowBytes: number, highBytes: number): Choice {
  const chosen = chooseLoad(random, lowBytes, highBytes)
  if (chosen !== null) return chosen
  const [low, high] = [lowBytes, highBytes].map((bytes) => (bytes / GiB).toFixed(1))
  throw new Impossible(`no model takes ${low} to ${high} GiB`)
}

const stormBytesPerSecond = 40 * MiB
const stormMs = 4_000

/** The crawl in RAM: for some seconds the kernel writes out a lot, or what is in use is not there; or its level is critical. */
export function createStorm(world: World): () => boolean {
  let outBytes = world.pages().swappedOutBytes
  let atMs = world.nowMs()
  let sinceMs: number | null = null
  return () => {
    const { swappedOutBytes, level, isThrashing } = world.pages()
    const seconds = Math.max(0.5, (world.nowMs() - atMs) / 1_000)
    const isWriting = (swappedOutBytes - outBytes) / seconds > stormBytesPerSecond
    outBytes = swappedOutBytes
    atMs = world.nowMs()
    sinceMs = isWriting || isThrashing ? (sinceMs ?? atMs) : null
    return level === 4 || (sinceMs !== null && atMs - sinceMs >= stormMs)
  }
}

/** Not before what it comes of has begun: then the scene itself is at fault. */
export const failsBy =
  ({ marks, mark }: Stage, has: () => boolean) =>
  (): boolean => {
    if (!has()) return false
    if (marks().begunAtMs === null) mark('badBeforeAtMs')
    return marks().begunAtMs !== null
  }

export const isPastLimit = (world: World): boolean => world.gpu().inUseBytes > world.mac.limitBytes

/** Where memory really ends, these are all true of it. */
export const memoryRules: readonly RuleId[] = [
  'will-not-fit',
  'running-out',
  'past-limit',
  'pressure',
  'swapping',
  'memory-hog',
  'idle-model',
]
