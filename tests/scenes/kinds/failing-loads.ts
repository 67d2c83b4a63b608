import * as lines from '../../fixtures/recordings/mac/llama-log.ts'
import { ggufOf } from '../models.ts'
import { createApps } from '../programs/apps.ts'
import { llamaNeedBytes, startLlamaServer, type LlamaServer } from '../programs/llama-server.ts'
import { figuresOf } from '../programs/llama-figures.ts'
import { holders, startHolder } from '../programs/holder.ts'
import { createOllama } from '../programs/ollama.ts'
import type { Kind, Stage, Story } from '../scene.ts'
import { createStorm, failsBy, gpuFreeBytes, mustChoose, putModel, type Choice } from './common.ts'

/** Metal's refusal: one buffer, or one command, past the limit. */
const error = {
  failure: { end: 'error', foretoldBy: ['will-not-fit', 'running-out', 'past-limit'] },
  deserved: [
    {
      rules: ['pressure', 'swapping', 'idle-model', 'memory-hog'],
      why: 'what it takes is really missing',
    },
  ],
} as const satisfies Partial<Story>

/** Clearly past the line: what no estimate of within 3 % may take for a fit. */
const tooMuch = { low: 1.05, high: 1.45 } as const
/** What may be wired at all. */
const ofRam = 0.9

/** Throws Impossible where more than the GPU may have would be more than all of RAM. */
export function tooBig({ random, mac }: Stage, freeBytes: number): Choice {
  const most = Math.min(freeBytes * tooMuch.high, mac.ramBytes * ofRam)
  return mustChoose(random, freeBytes * tooMuch.low, most)
}

const beginsMs = (stage: Stage): number => stage.random.between(45_000, 150_000)
const seconds = 420

function byProcess(stage: Stage): Story {
  const { world } = stage
  const { shellPid } = createApps(world)
  const { shape, contextTokens } = tooBig(stage, gpuFreeBytes(world))
  const model = putModel(world, ggufOf(shape))
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    startLlamaServer(world, {
      model,
      contextTokens,
      port: 8_080,
      parentPid: shellPid,
      hooks: hooksOf(stage),
    })
  })
  return { seconds, ...error }
}

const hooksOf = (stage: Stage) => ({
  onFirstWeight: () => stage.mark('firstWeightAtMs'),
  onFails: () => stage.mark('failedAtMs'),
})

/** Told to write what it sizes, as Headroom advises (inference-logs §0). */
function byLog(stage: Stage): Story {
  const { world } = stage
  const { shellPid } = createApps(world)
  const { shape, contextTokens } = tooBig(stage, gpuFreeBytes(world))
  const model = putModel(world, ggufOf(shape))
  const path = '/Users/user/llama-server.log'
  const write = (piece: { readonly text: string }): void => world.log(path, piece.text)
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    const figures = figuresOf(world, model, contextTokens)
    startLlamaServer(world, {
      model,
      contextTokens,
      port: 8_080,
      parentPid: shellPid,
      args: `-m ${model.path} -c ${contextTokens} -np 1 -ngl 99 --port 8080 -lv 4 --no-log-prefix --no-log-timestamps --log-file ${path}`,
      hooks: {
        onFirstWeight: () => {
          write(lines.readsPiece(world.nowMs(), figures))
          stage.mark('firstWeightAtMs')
        },
        onGranted: () => write(lines.grantedPiece(world.nowMs(), figures)),
        onFails: () => {
          write(lines.refusedPiece(world.nowMs(), figures))
          stage.mark('failedAtMs')
        },
      },
    })
  })
  return { seconds, ...error }
}

function byOllama(stage: Stage): Story {
  const { world } = stage
  createApps(world)
  const ollama = createOllama(world)
  const chosen = tooBig(stage, gpuFreeBytes(world))
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    ollama.load({ ...chosen, ...hooksOf(stage) })
  })
  return { seconds, ...error, isAnnounced: true }
}

/** Each of them alone would fit. */
function twoAtOnce(stage: Stage): Story {
  const { world, random, mac } = stage
  const { shellPid } = createApps(world)
  const free = gpuFreeBytes(world)
  const first = mustChoose(random, free * 0.5, free * 0.75)
  const firstBytes = llamaNeedBytes(ggufOf(first.shape), first.contextTokens)
  const second = mustChoose(
    random,
    Math.max(free * 0.3, free * 1.06 - firstBytes),
    Math.max(free * 0.4, Math.min(free * 0.85, mac.ramBytes * ofRam - firstBytes)),
  )
  const at = beginsMs(stage)
  const begin = (choice: Choice, port: number, afterMs: number, isLast: boolean): void =>
    world.at(at + afterMs, () => {
      if (isLast) stage.mark('begunAtMs')
      const model = putModel(world, ggufOf(choice.shape))
      const { contextTokens } = choice
      startLlamaServer(world, {
        model,
        contextTokens,
        port,
        parentPid: shellPid,
        hooks: {
          onFirstWeight: () => isLast && stage.mark('firstWeightAtMs'),
          onFails: () => stage.mark('failedAtMs'),
        },
      })
    })
  begin(first, 8_080, 0, false)
  begin(second, 8_081, random.between(300, 6_000), true)
  return { seconds, ...error }
}

/** One serves, or has served a while ago; another comes that believes it has the whole limit. */
function collision(stage: Stage): Story {
  const { world, random, mac } = stage
  const { shellPid } = createApps(world)
  const free = gpuFreeBytes(world)
  const first = mustChoose(random, free * 0.4, free * 0.7)
  const firstBytes = llamaNeedBytes(ggufOf(first.shape), first.contextTokens)
  const second = mustChoose(
    random,
    Math.max(free * 0.35, free * 1.06 - firstBytes),
    Math.max(free * 0.45, Math.min(free * 0.9, mac.ramBytes * ofRam - firstBytes)),
  )
  const server = startLlamaServer(world, {
    model: putModel(world, ggufOf(first.shape)),
    contextTokens: first.contextTokens,
    port: 8_080,
    parentPid: shellPid,
  })
  const isBusy = random.chance(0.5)
  if (isBusy) keepBusy(stage, server, first)
  const ollama = random.chance(0.5) ? createOllama(world) : null
  world.at(random.between(90_000, 170_000), () => {
    stage.mark('begunAtMs')
    if (ollama !== null) return ollama.load({ ...second, ...hooksOf(stage) })
    startLlamaServer(world, {
      model: putModel(world, ggufOf(second.shape)),
      contextTokens: second.contextTokens,
      port: 8_081,
      parentPid: shellPid,
      hooks: hooksOf(stage),
    })
  })
  return { seconds: 480, ...error, isAnnounced: ollama !== null }
}

export function keepBusy(
  { world, random }: Stage,
  server: LlamaServer,
  { contextTokens }: Choice,
): void {
  world.add({
    step: () => {
      if (server.stage() !== 'serves' || server.isBusy() || !random.chance(0.1)) return
      server.ask({
        promptTokens: random.whole(100, Math.min(1_500, contextTokens / 4)),
        answerTokens: random.whole(100, Math.min(900, contextTokens / 4)),
      })
    },
  })
}

/** On the GPU it fits: what it takes of RAM is what apps are using. */
function storm(stage: Stage): Story {
  const { world, random, mac } = stage
  const { shellPid } = createApps(world)
  const anonymousBytes = world.processes().reduce((sum, one) => sum + one.anonymousBytes, 0)
  startHolder(world, {
    ...holders.virtualMachine,
    anonymousBytes: Math.max(1e9, mac.ramBytes * random.between(0.64, 0.69) - anonymousBytes),
  })
  world.step()
  // with the kernel, files and what is in use it is more than RAM, however well the rest is compressed
  const most = Math.min(gpuFreeBytes(world) * 0.985, mac.ramBytes * 0.74)
  const choice = mustChoose(random, Math.min(mac.ramBytes * 0.645, most * 0.985), most)
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    const { contextTokens } = choice
    startLlamaServer(world, {
      model: putModel(world, ggufOf(choice.shape)),
      contextTokens,
      port: 8_080,
      parentPid: shellPid,
      hooks: { onFirstWeight: () => stage.mark('firstWeightAtMs') },
    })
  })
  return {
    seconds,
    failure: {
      end: 'crawl',
      foretoldBy: ['will-not-fit', 'running-out', 'pressure', 'swapping'],
    },
    deserved: [{ rules: ['memory-hog', 'idle-model', 'past-limit'], why: 'RAM is really short' }],
    hasFailed: failsBy(stage, createStorm(world)),
  }
}

const neverRaised = { raisedRatio: 0 } as const

export const failingLoads: readonly Kind[] = [
  { name: 'load by its process', group: 'load', mac: neverRaised, make: byProcess },
  { name: 'load by its log', group: 'load', mac: neverRaised, make: byLog },
  { name: 'load by Ollama', group: 'load', mac: neverRaised, make: byOllama },
  {
    name: 'two loads at once',
    group: 'load',
    mac: { ...neverRaised, minGiB: 16 },
    make: twoAtOnce,
  },
  {
    name: 'two servers collide',
    group: 'load',
    mac: { ...neverRaised, minGiB: 16 },
    make: collision,
  },
  {
    name: 'swap storm after a load',
    group: 'load',
    mac: { minGiB: 16, raisedRatio: 0.6 },
    make: storm,
  },
]
