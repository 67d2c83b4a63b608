import { mlxLmAnswers } from '../../fixtures/recordings/mac/server-forms.ts'
import { beginsAtMs, type World } from '../mac/world.ts'
import { gpuKeep, type Process } from '../mac/process.ts'
import { kvBytesPerToken, type ModelOnDisk } from '../models.ts'
import type { Request } from './llama-server.ts'

export const pythonPath =
  '/opt/homebrew/Cellar/python@3.12/3.12.7/Frameworks/Python.framework/Versions/3.12/Resources/Python.app/Contents/MacOS/Python'

export interface MlxStart {
  readonly model: ModelOnDisk
  readonly port: number
  readonly parentPid: number
  /** Where it was told to write what it prints. */
  readonly outputPath?: string
  readonly onFirstWeight?: () => void
  /** It had its weights before the scene began. */
  readonly isLoaded?: boolean
  /** What the prompts before have left in its prompt cache. */
  readonly keptTokens?: number
}

export interface MlxServer {
  readonly process: Process
  isReady(): boolean
  /** Requests are worked at side by side, each with a cache of its own. */
  ask(request: Request): void
  isBusy(): boolean
  end(): void
}

interface Sequence extends Request {
  promptDone: number
  decoded: number
  startedAtMs: number
}

const libraryFile = {
  path: '/Users/user/venv/lib/python3.12/site-packages/mlx/lib/libmlx.dylib',
  bytes: 22_418_944,
}
const pythonBytes = 240e6
/** The cache grows in steps of so many tokens, and is emptied of freed buffers as often (memory-estimate §5.3). */
const stepTokens = 256
const prefillStep = 2_048
/** Past the working set each token is paged. */
const crawl = 0.08

/** `mlx_lm.server`: it reads its weights, takes its cache token by token, and keeps the caches of its last prompts. */
export function startMlxServer(world: World, start: MlxStart): MlxServer {
  const { model, outputPath } = start
  const random = world.random.fork(`mlx ${start.port} ${world.nowMs()}`)
  const process = world.start({
    executable: pythonPath,
    args: `/Users/user/venv/bin/mlx_lm.server --model ${model.path} --port ${start.port}`,
    parentPid: start.parentPid,
    anonymousBytes: start.isLoaded === true ? pythonBytes : 60e6,
    gpuKeepMs: gpuKeep.queueMs,
    ...(outputPath === undefined ? {} : { outputPath }),
  })
  process.mapped = [libraryFile]
  const perToken = kvBytesPerToken(model.shape)
  const readsAtMs = world.nowMs() + random.between(1_800, 4_500) // Python and its imports
  const promptFactor = random.between(10, 24)
  const activationBytes = prefillStep * (model.shape.width * 12 + model.shape.feedForward * 4) * 2
  let weightsBytes = start.isLoaded === true ? model.weightsBytes : 0
  let sequences: Sequence[] = []
  let keptTokens = start.keptTokens ?? 0
  let told = 0

  const log = (level: string, text: string): void => {
    if (outputPath === undefined) return
    const time = new Date(beginsAtMs + world.nowMs()).toISOString().replace('T', ' ').slice(0, -1)
    world.log(outputPath, `${time.replace('.', ',')} - ${level} - ${text}\n`)
  }

  const listen = (): void => {
    process.listens ??= { port: start.port, answers: () => mlxLmAnswers }
  }

  const read = (seconds: number): void => {
    if (world.nowMs() < readsAtMs) return
    if (weightsBytes === 0) start.onFirstWeight?.()
    process.anonymousBytes = pythonBytes
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 600
    const pace = world.mac.readBytesPerSecond * random.between(0.7, 1) * seconds
    weightsBytes = Math.min(model.weightsBytes, weightsBytes + pace)
    if (weightsBytes === model.weightsBytes) listen()
  }

  const inSteps = (tokens: number): number => Math.ceil(tokens / stepTokens) * stepTokens
  const tokensOf = ({ promptDone, decoded }: Sequence): number => promptDone + decoded

  const work = (seconds: number): void => {
    const isCrawling = world.gpu().inUseBytes > world.mac.limitBytes
    const cached = sequences.reduce((sum, one) => sum + tokensOf(one), 0)
    const perSecond =
      ((world.mac.bandwidthBytesPerSecond * 0.66) / (weightsBytes + cached * perToken)) *
      (isCrawling ? crawl : 1)
    const prefilling = sequences.find(({ promptDone, promptTokens }) => promptDone < promptTokens)
    if (prefilling !== undefined) prefill(prefilling, perSecond * promptFactor * seconds)
    else
      for (const one of sequences)
        one.decoded +=
          (perSecond / Math.sqrt(sequences.length)) * seconds * random.between(0.92, 1.05)
    const over = sequences.filter(({ decoded, answerTokens }) => decoded >= answerTokens)
    keptTokens += over.reduce((sum, one) => sum + tokensOf(one), 0)
    for (const one of over)
      log('INFO', `Prompt Cache: 1 sequences, ${((tokensOf(one) * perToken) / 1e9).toFixed(2)} GB`)
    sequences = sequences.filter((one) => !over.includes(one))
    process.gpuBusyRatio = random.between(0.88, 0.99)
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 300
  }

  const prefill = (one: Sequence, tokens: number): void => {
    one.promptDone = Math.min(one.promptTokens, one.promptDone + tokens)
    const steps = Math.floor(one.promptDone / prefillStep)
    if (steps === told && one.promptDone < one.promptTokens) return
    told = steps
    const done = Math.min(one.promptTokens, steps * prefillStep)
    log('INFO', `Prompt processing progress: ${done}/${one.promptTokens}`)
  }

  const take = (): void => {
    const isPrefilling = sequences.some((one) => one.promptDone < one.promptTokens)
    const tokens = sequences.reduce((sum, one) => sum + inSteps(tokensOf(one)), keptTokens)
    const decoded = sequences.reduce((sum, one) => sum + one.decoded, 0)
    // freed buffers, until they are given back
    const freedBytes = (decoded % stepTokens) * perToken * 0.8
    process.gpuBytes =
      weightsBytes +
      tokens * perToken +
      freedBytes +
      (isPrefilling ? activationBytes * random.between(0.7, 1) : sequences.length > 0 ? 90e6 : 0)
  }

  world.add({
    step: (seconds) => {
      if (!world.processes().includes(process)) return
      if (weightsBytes < model.weightsBytes) read(seconds)
      else if (sequences.length > 0) work(seconds)
      else process.gpuBusyRatio = 0
      take()
    },
  })
  if (start.isLoaded === true) listen()

  return {
    process,
    isReady: () => weightsBytes === model.weightsBytes,
    ask: (request) => {
      told = -1
      sequences.push({ ...request, promptDone: 0, decoded: 0, startedAtMs: world.nowMs() })
      log('INFO', '127.0.0.1 - "POST /v1/chat/completions HTTP/1.1" 200 -')
    },
    isBusy: () => sequences.length > 0,
    end: () => world.end(process),
  }
}
