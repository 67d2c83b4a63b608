import { llamaAnswers, type Answers } from '../../fixtures/recordings/mac/server-forms.ts'
import { kvBytesPerToken, llamaComputeBytes, type ModelOnDisk } from '../models.ts'
import { gpuKeep, type Process } from '../mac/process.ts'
import type { World } from '../mac/world.ts'

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
  readonly outputPath?: string
  readonly hooks?: LlamaHooks
}

/** What is told of its load. */
export interface LlamaHooks {
  readonly onFirstWeight?: () => void
  readonly onGranted?: () => void
  readonly onServes?: () => void
  readonly onFails?: () => void
}

export interface Request {
  readonly promptTokens: number
  readonly answerTokens: number
}

export interface LlamaServer {
  readonly process: Process
  stage(): 'loading' | 'serves' | 'failed' | 'ended'
  /** One more request; each slot works at one. false: there is no free slot. */
  ask(request: Request): boolean
  isBusy(): boolean
  usedTokens(): number
  end(): void
}

/** What it takes on the GPU. */
export const llamaNeedBytes = (model: ModelOnDisk, contextTokens: number): number =>
  model.weightsBytes + contextTokens * kvBytesPerToken(model.shape) + llamaComputeBytes(model.shape)

interface Slot {
  taskId: number
  promptTokens: number
  promptDone: number
  decodedTokens: number
  leftTokens: number
}

const ownBytes = 180e6
/** Page by page, as they are touched first. */
const zeroBytesPerSecond = 6e9
const build = 'b10470-34af94cd9'

/** llama-server of 2026: it maps its weights and wires them as it reads, takes its whole cache at once, and warms up. */
export function startLlamaServer(world: World, start: LlamaStart): LlamaServer {
  const { model, contextTokens, slotCount = 1, port, hooks = {} } = start
  const random = world.random.fork(`llama ${port} ${world.nowMs()}`)
  const process = world.start({
    executable: start.executable ?? '/opt/homebrew/bin/llama-server',
    args:
      start.args ??
      `-m ${model.path} -c ${contextTokens} -np ${slotCount} -ngl 99 --port ${port} --no-webui`,
    parentPid: start.parentPid,
    anonymousBytes: 40e6,
    gpuKeepMs: gpuKeep.residencySetMs,
    ...(start.outputPath === undefined ? {} : { outputPath: start.outputPath }),
  })
  const beganAtMs = world.nowMs()
  const initMs = random.between(700, 2_200)
  const kvBytes = contextTokens * kvBytesPerToken(model.shape)
  const computeBytes = llamaComputeBytes(model.shape)
  let stage: ReturnType<LlamaServer['stage']> = 'loading'
  let phase: 'init' | 'weights' | 'cache' | 'warm-up' = 'init'
  let warmUntilMs = 0
  let taskCount = 0
  const slots: (Slot | null)[] = Array.from({ length: slotCount }, () => null)

  const fail = (): void => {
    stage = 'failed'
    hooks.onFails?.()
    // a refused buffer ends in a segmentation fault (inference-logs §0)
    world.end(process)
  }

  /** Who wants more than there is, waits for the kernel. */
  const waits = (): number => (world.pages().missingBytes > 0 ? 0.15 : 1)

  const load = (seconds: number): void => {
    process.cpuMs += seconds * 900
    switch (phase) {
      case 'init':
        process.anonymousBytes = ownBytes
        if (world.nowMs() - beganAtMs < initMs) return
        process.listens = { port, answers }
        process.mapped = [{ path: model.path, bytes: model.fileBytes }]
        hooks.onFirstWeight?.()
        phase = 'weights'
        return
      case 'weights': {
        const pace = world.mac.readBytesPerSecond * random.between(0.75, 1.1) * seconds * waits()
        process.gpuUsedAtMs = world.nowMs()
        process.mappedOnGpuBytes = Math.min(model.weightsBytes, process.mappedOnGpuBytes + pace)
        if (process.mappedOnGpuBytes < model.weightsBytes) return
        hooks.onGranted?.()
        phase = 'cache'
        return
      }
      case 'cache': {
        process.gpuUsedAtMs = world.nowMs()
        process.gpuBytes = Math.min(
          kvBytes,
          process.gpuBytes + zeroBytesPerSecond * seconds * waits(),
        )
        if (process.gpuBytes < kvBytes) return
        process.gpuBytes += computeBytes
        warmUntilMs = world.nowMs() + random.between(400, 1_400)
        phase = 'warm-up'
        return
      }
      case 'warm-up':
        process.gpuUsedAtMs = world.nowMs()
        process.gpuBusyRatio = 0.7
        if (world.nowMs() < warmUntilMs) return
        process.gpuBusyRatio = 0
        if (world.gpu().inUseBytes > world.mac.limitBytes) return fail()
        stage = 'serves'
        hooks.onServes?.()
    }
  }

  const tokensPerSecond = (): number => {
    const readBytes = model.weightsBytes + usedTokens() * kvBytesPerToken(model.shape)
    const isCrawling = world.gpu().inUseBytes > world.mac.limitBytes
    return ((world.mac.bandwidthBytesPerSecond * 0.62) / readBytes) * (isCrawling ? 0.1 : 1)
  }
  const promptFactor = random.between(9, 22)

  const work = (seconds: number): void => {
    const busy = slots.filter((slot) => slot !== null && slot.leftTokens > 0)
    process.gpuBusyRatio = busy.length > 0 ? random.between(0.86, 0.98) : 0
    if (busy.length === 0) return
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 120
    const pace = (tokensPerSecond() / Math.sqrt(busy.length)) * seconds
    for (const slot of busy) {
      if (slot === null) continue
      if (slot.promptDone < slot.promptTokens) slot.promptDone += pace * promptFactor
      else {
        const done = Math.min(slot.leftTokens, pace * random.between(0.9, 1.1))
        slot.decodedTokens += done
        slot.leftTokens -= done
      }
    }
  }

  const usedTokens = (): number =>
    slots.reduce(
      (sum, slot) => sum + (slot === null ? 0 : slot.promptTokens + slot.decodedTokens),
      0,
    )

  const answers = (): Answers =>
    llamaAnswers(
      {
        modelPath: model.path,
        build,
        quantization: 'Q4_K - Medium',
        weightsBytes: model.weightsBytes,
        parameterCount: model.shape.parameters,
        contextTokens: Math.floor(contextTokens / slotCount),
        slots: slots.map((slot) =>
          slot === null || slot.leftTokens <= 0
            ? null
            : {
                taskId: slot.taskId,
                promptTokens: Math.floor(slot.promptTokens),
                decodedTokens: Math.floor(slot.decodedTokens),
              },
        ),
      },
      stage === 'loading',
    )

  world.add({
    step: (seconds) => {
      if (stage === 'loading') load(seconds)
      else if (stage === 'serves') work(seconds)
    },
  })

  return {
    process,
    stage: () => stage,
    ask: ({ promptTokens, answerTokens }) => {
      const at = slots.findIndex((slot) => slot === null || slot.leftTokens <= 0)
      if (at === -1 || stage !== 'serves') return false
      slots[at] = {
        taskId: ++taskCount,
        promptTokens,
        promptDone: 0,
        decodedTokens: 0,
        leftTokens: answerTokens,
      }
      return true
    },
    isBusy: () => slots.some((slot) => slot !== null && slot.leftTokens > 0),
    usedTokens,
    end: () => {
      if (stage === 'ended' || stage === 'failed') return
      stage = 'ended'
      world.end(process)
    },
  }
}
