import { mlxLmAnswers } from '../../fixtures/recordings/mac/server-forms.ts'
import { beginsAtMs, type World } from '../mac/world.ts'
import { gpuKeep, type Process } from '../mac/process.ts'
import { kvBytesPerToken, type ModelOnDisk } from '../models.ts'
import type { Random } from '../random.ts'
import type { Request } from './llama-slots.ts'

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
  toldSteps: number
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
  const { model, port, parentPid, outputPath, isLoaded = false } = start
  const random = world.random.fork(`mlx ${port} ${world.nowMs()}`)
  const process = world.start({
    executable: pythonPath,
    args: `/Users/user/venv/bin/mlx_lm.server --model ${model.path} --port ${port}`,
    parentPid,
    anonymousBytes: isLoaded ? pythonBytes : 60e6,
    gpuKeepMs: gpuKeep.queueMs,
    ...(outputPath === undefined ? {} : { outputPath }),
  })
  process.mapped = [libraryFile]
  const readsAtMs = world.nowMs() + random.between(1_800, 4_500) // Python and its imports
  const sequences = createSequences(world, start, random)
  let weightsBytes = isLoaded ? model.weightsBytes : 0
  const isReady = (): boolean => weightsBytes === model.weightsBytes
  const listen = (): void => {
    process.listens ??= { port, answers: () => mlxLmAnswers }
  }

  const read = (seconds: number): void => {
    if (world.nowMs() < readsAtMs) return
    if (weightsBytes === 0) start.onFirstWeight?.()
    process.anonymousBytes = pythonBytes
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 600
    const pace = world.mac.readBytesPerSecond * random.between(0.7, 1) * seconds
    weightsBytes = Math.min(model.weightsBytes, weightsBytes + pace)
    if (isReady()) listen()
  }

  const work = (seconds: number): void => {
    process.gpuBusyRatio = sequences.isBusy() ? random.between(0.88, 0.99) : 0
    if (!sequences.isBusy()) return
    sequences.work(seconds)
    process.gpuUsedAtMs = world.nowMs()
    process.cpuMs += seconds * 300
  }

  world.add({
    step: (seconds) => {
      if (!world.processes().includes(process)) return
      if (isReady()) work(seconds)
      else read(seconds)
      process.gpuBytes = weightsBytes + sequences.bytes()
    },
  })
  if (isLoaded) listen()

  return {
    process,
    isReady,
    ask: sequences.ask,
    isBusy: sequences.isBusy,
    end: () => world.end(process),
  }
}

/** The requests that it works at, and what they hold. */
function createSequences(world: World, start: MlxStart, random: Random) {
  const { model, keptTokens = 0 } = start
  const perToken = kvBytesPerToken(model.shape)
  const promptFactor = random.between(10, 24)
  const activationBytes = prefillStep * (model.shape.width * 12 + model.shape.feedForward * 4) * 2
  const log = createPrinter(world, start)
  let sequences: readonly Sequence[] = []
  /** With what the prompts before have left. */
  let kept = keptTokens

  const finish = (): void => {
    const over = sequences.filter(({ decoded, answerTokens }) => decoded >= answerTokens)
    for (const one of over) {
      kept += tokensOf(one)
      log(`Prompt Cache: 1 sequences, ${((tokensOf(one) * perToken) / 1e9).toFixed(2)} GB`)
    }
    sequences = sequences.filter((one) => !over.includes(one))
  }

  const workingBytes = (): number => {
    if (sequences.some(isPrefilling)) return activationBytes * random.between(0.7, 1)
    return sequences.length > 0 ? 90e6 : 0
  }

  return {
    isBusy: () => sequences.length > 0,
    ask: (request: Request): void => {
      sequences = [...sequences, { ...request, promptDone: 0, decoded: 0, toldSteps: -1 }]
      log('127.0.0.1 - "POST /v1/chat/completions HTTP/1.1" 200 -')
    },
    work: (seconds: number): void => {
      const isCrawling = world.gpu().inUseBytes > world.mac.limitBytes
      const cached = sequences.reduce((sum, one) => sum + tokensOf(one), 0)
      const bytesRead = model.weightsBytes + cached * perToken
      const alone = (world.mac.bandwidthBytesPerSecond * 0.66) / bytesRead
      const tokens = alone * (isCrawling ? crawl : 1) * seconds
      const prefilling = sequences.find(isPrefilling)
      if (prefilling !== undefined) prefill(prefilling, tokens * promptFactor, log)
      else
        for (const one of sequences)
          one.decoded += (tokens / Math.sqrt(sequences.length)) * random.between(0.92, 1.05)
      finish()
    },
    bytes: (): number => {
      const tokens = sequences.reduce((sum, one) => sum + inSteps(tokensOf(one)), kept)
      const decoded = sequences.reduce((sum, one) => sum + one.decoded, 0)
      // freed buffers, until they are given back
      const freedBytes = (decoded % stepTokens) * perToken * 0.8
      return tokens * perToken + freedBytes + workingBytes()
    },
  }
}

const inSteps = (tokens: number): number => Math.ceil(tokens / stepTokens) * stepTokens
const tokensOf = ({ promptDone, decoded }: Sequence): number => promptDone + decoded
const isPrefilling = ({ promptDone, promptTokens }: Sequence): boolean => promptDone < promptTokens

/** In Python's logging, where it was told to write it. */
function createPrinter(world: World, { outputPath }: MlxStart): (text: string) => void {
  return (text) => {
    if (outputPath === undefined) return
    const time = new Date(beginsAtMs + world.nowMs()).toISOString().replace('T', ' ').slice(0, -1)
    world.log(outputPath, `${time.replace('.', ',')} - INFO - ${text}\n`)
  }
}

/** It says how far it has come with each piece of a prompt. */
function prefill(one: Sequence, tokens: number, log: (text: string) => void): void {
  one.promptDone = Math.min(one.promptTokens, one.promptDone + tokens)
  const steps = Math.floor(one.promptDone / prefillStep)
  if (steps === one.toldSteps && isPrefilling(one)) return
  one.toldSteps = steps
  const done = Math.min(one.promptTokens, steps * prefillStep)
  log(`Prompt processing progress: ${done}/${one.promptTokens}`)
}
