import { llamaAnswers, type Answers } from '../../fixtures/recordings/mac/server-forms.ts'
import { kvBytesPerToken, llamaComputeBytes, type ModelOnDisk } from '../models.ts'
import { gpuKeep, type Process } from '../mac/process.ts'
import type { World } from '../mac/world.ts'
import type { Random } from '../random.ts'
import { createSlots, type Request } from './llama-slots.ts'

export interface LlamaStart {
  readonly model: ModelOnDisk
  /** Of all slots together. */
  readonly contextTokens: number
  readonly slotCount?: number
  readonly port: number
  readonly parentPid: number
  readonly executable?: string
  /** Its command line; the usual one by default. */
  readonly args?: string
  readonly hooks?: LlamaHooks
}

/** What is told of its load. */
export interface LlamaHooks {
  readonly onFirstWeight?: () => void
  readonly onGranted?: () => void
  readonly onServes?: () => void
  readonly onFails?: () => void
}

export interface LlamaServer {
  readonly process: Process
  stage(): 'loading' | 'serves' | 'failed' | 'ended'
  /** One more request; each slot works at one. false: there is no free slot. */
  ask(request: Request): boolean
  isBusy(): boolean
  end(): void
}

/** What it takes on the GPU. */
export const llamaNeedBytes = (model: ModelOnDisk, contextTokens: number): number =>
  model.weightsBytes + contextTokens * kvBytesPerToken(model.shape) + llamaComputeBytes(model.shape)

const ownBytes = 180e6
/** Page by page, as they are touched first. */
const zeroBytesPerSecond = 6e9
const build = 'b10470-34af94cd9'

/** llama-server of 2026: it maps its weights and wires them as it reads, takes its whole cache at once, and warms up. */
export function startLlamaServer(world: World, start: LlamaStart): LlamaServer {
  const { model, contextTokens, slotCount = 1, port } = start
  const random = world.random.fork(`llama ${port} ${world.nowMs()}`)
  const process = startProcess(world, start)
  let stage: ReturnType<LlamaServer['stage']> = 'loading'
  const slots = createSlots(slotCount, random)
  const load = createLoad({ world, start, process, random })

  const answers = (): Answers =>
    llamaAnswers(
      {
        modelPath: model.path,
        build,
        quantization: 'Q4_K - Medium',
        weightsBytes: model.weightsBytes,
        parameterCount: model.shape.parameters,
        contextTokens: Math.floor(contextTokens / slotCount),
        slots: slots.told(),
      },
      stage === 'loading',
    )

  const goOnLoading = (seconds: number): void => {
    const next = load(seconds)
    if (next === 'listens') process.listens = { port, answers }
    if (next === 'serves' || next === 'failed') stage = next
  }

  const work = (seconds: number): void => {
    process.gpuBusyRatio = slots.isBusy() ? random.between(0.86, 0.98) : 0
    if (!slots.isBusy()) return
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 120
    const readBytes = model.weightsBytes + slots.usedTokens() * kvBytesPerToken(model.shape)
    const isCrawling = world.gpu().inUseBytes > world.mac.limitBytes
    const perSecond = (world.mac.bandwidthBytesPerSecond * 0.62) / readBytes
    slots.work(perSecond * (isCrawling ? 0.1 : 1) * seconds)
  }

  world.add({
    step: (seconds) => {
      if (stage === 'loading') goOnLoading(seconds)
      else if (stage === 'serves') work(seconds)
    },
    isOver: () => stage === 'ended' || stage === 'failed',
  })

  return {
    process,
    stage: () => stage,
    ask: (request) => stage === 'serves' && slots.ask(request),
    isBusy: slots.isBusy,
    end: () => {
      if (stage === 'ended' || stage === 'failed') return
      stage = 'ended'
      world.end(process)
    },
  }
}

function startProcess(world: World, start: LlamaStart): Process {
  const { model, contextTokens, slotCount = 1, port } = start
  return world.start({
    executable: start.executable ?? '/opt/homebrew/bin/llama-server',
    args:
      start.args ??
      `-m ${model.path} -c ${contextTokens} -np ${slotCount} -ngl 99 --port ${port} --no-webui`,
    parentPid: start.parentPid,
    anonymousBytes: 40e6,
    gpuKeepMs: gpuKeep.residencySetMs,
  })
}

interface Loading {
  readonly world: World
  readonly start: LlamaStart
  readonly process: Process
  readonly random: Random
}

/** One step of it after the other; answers with what has come of it. */
function createLoad({ world, start, process, random }: Loading) {
  const { model, contextTokens, hooks = {} } = start
  const kvBytes = contextTokens * kvBytesPerToken(model.shape)
  const initsUntilMs = world.nowMs() + random.between(700, 2_200)
  let phase: 'init' | 'weights' | 'cache' | 'warm-up' = 'init'
  let warmUntilMs = 0
  /** Who wants more than there is, waits for the kernel. */
  const waits = (): number => (world.pages().missingBytes > 0 ? 0.15 : 1)

  const init = (): 'listens' | null => {
    process.anonymousBytes = ownBytes
    if (world.nowMs() < initsUntilMs) return null
    process.mapped = [{ path: model.path, bytes: model.fileBytes }]
    hooks.onFirstWeight?.()
    phase = 'weights'
    return 'listens'
  }
  const readWeights = (seconds: number): null => {
    const pace = world.mac.readBytesPerSecond * random.between(0.75, 1.1) * waits()
    const readBytes = process.mappedOnGpuBytes + pace * seconds
    process.mappedOnGpuBytes = Math.min(model.weightsBytes, readBytes)
    if (process.mappedOnGpuBytes < model.weightsBytes) return null
    hooks.onGranted?.()
    phase = 'cache'
    return null
  }
  const zeroCache = (seconds: number): null => {
    const zeroedBytes = process.gpuBytes + zeroBytesPerSecond * seconds * waits()
    process.gpuBytes = Math.min(kvBytes, zeroedBytes)
    if (process.gpuBytes < kvBytes) return null
    process.gpuBytes += llamaComputeBytes(model.shape)
    warmUntilMs = world.nowMs() + random.between(400, 1_400)
    phase = 'warm-up'
    return null
  }
  const warmUp = (): 'serves' | 'failed' | null => {
    process.gpuBusyRatio = 0.7
    if (world.nowMs() < warmUntilMs) return null
    process.gpuBusyRatio = 0
    if (world.gpu().inUseBytes <= world.mac.limitBytes) {
      hooks.onServes?.()
      return 'serves'
    }
    hooks.onFails?.()
    // a refused buffer ends in a segmentation fault (inference-logs §0)
    world.end(process)
    return 'failed'
  }
  return (seconds: number): 'listens' | 'serves' | 'failed' | null => {
    process.cpuMs += seconds * 900
    if (phase === 'init') return init()
    process.gpuUsedAtMs = world.nowMs()
    if (phase === 'weights') return readWeights(seconds)
    return phase === 'cache' ? zeroCache(seconds) : warmUp()
  }
}
