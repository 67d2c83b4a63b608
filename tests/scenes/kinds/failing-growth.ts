import { GiB } from '../mac/mac.ts'
import type { ProcessStart } from '../mac/process.ts'
import { ggufOf, kvBytesPerToken, mlxFolderOf, shapes, type ModelOnDisk } from '../models.ts'
import { createApps } from '../programs/apps.ts'
import { startComfy } from '../programs/comfy.ts'
import { holders, startHolder } from '../programs/holder.ts'
import { llamaNeedBytes, startLlamaServer } from '../programs/llama-server.ts'
import { startMlxServer } from '../programs/mlx-server.ts'
import type { Kind, Stage, Story } from '../scene.ts'
import { keepBusy } from './failing-loads.ts'
import {
  createStorm,
  failsBy,
  gpuFreeBytes,
  isPastLimit,
  mustChoose,
  putModel,
  ramFreeBytes,
} from './common.ts'

const crawl = {
  failure: { end: 'crawl', foretoldBy: ['running-out', 'past-limit', 'will-not-fit', 'pressure'] },
  deserved: [
    {
      rules: ['memory-hog', 'swapping', 'idle-model', 'context'],
      why: 'memory is really short, and somebody really takes it',
    },
  ],
} as const satisfies Partial<Story>

/** At half of what its memory could do: how fast it generates, roughly. */
const tokensPerSecond = ({ mac }: Stage, { weightsBytes }: ModelOnDisk): number =>
  (mac.bandwidthBytesPerSecond * 0.66) / weightsBytes

const tries = 80

/** A model whose weights are a good part of what the GPU may have. */
function mlxModel(stage: Stage): ModelOnDisk {
  const line = lineBytes(stage)
  for (let count = 0; count < tries; count++) {
    const model = mlxFolderOf(stage.random.pick(shapes))
    const ratio = model.weightsBytes / line
    if (ratio > 0.3 && ratio < 0.85) return model
  }
  return mlxFolderOf(shapes[0])
}

/** Where the first of both rooms ends. */
const lineBytes = ({ world }: Stage): number =>
  Math.min(gpuFreeBytes(world), ramFreeBytes(world) * 0.97)

/** The caches of earlier prompts have filled what a slack of so much leaves. */
const keptTokens = (stage: Stage, model: ModelOnDisk, slackBytes: number): number =>
  Math.max(0, (lineBytes(stage) - model.weightsBytes - slackBytes) / kvBytesPerToken(model.shape))

const beginsMs = ({ random }: Stage): number => random.between(60_000, 200_000)

const endsBeyond = (stage: Stage): Pick<Story, 'hasFailed'> => {
  const storm = createStorm(stage.world)
  return { hasFailed: failsBy(stage, () => isPastLimit(stage.world) || storm()) }
}

/** One agent, or several side by side: each token stays. */
function mlxGeneration(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = createApps(world)
  world.step()
  const model = putModel(world, mlxModel(stage))
  const count = random.whole(1, 8)
  const growth = tokensPerSecond(stage, model) * Math.sqrt(count) * kvBytesPerToken(model.shape)
  const promptTokens = random.whole(200, 4_000)
  const slack =
    growth * random.between(60, 500) + count * promptTokens * kvBytesPerToken(model.shape)
  const server = startMlxServer(world, {
    model,
    port: 8_080,
    parentPid: shellPid,
    isLoaded: true,
    keptTokens: keptTokens(stage, model, Math.max(slack, 0.25 * GiB)),
  })
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    for (let one = 0; one < count; one++) server.ask({ promptTokens, answerTokens: 1e6 })
  })
  return { seconds: 4_800, ...crawl, ...endsBeyond(stage) }
}

/** A whole repository as a prompt. Half of them were told to write what they print to a file. */
function mlxPrefill(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = createApps(world)
  world.step()
  const model = putModel(world, mlxModel(stage))
  const promptTokens = random.whole(16_000, 110_000)
  const slack = promptTokens * kvBytesPerToken(model.shape) * random.between(0.5, 0.9)
  const server = startMlxServer(world, {
    model,
    port: 8_080,
    parentPid: shellPid,
    isLoaded: true,
    keptTokens: keptTokens(stage, model, Math.max(slack, 0.6 * GiB)),
    ...(random.chance(0.5) ? { outputPath: '/Users/user/mlx-server.log' } : {}),
  })
  // what does not end while it is read ends in what it answers
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    server.ask({ promptTokens, answerTokens: 1e6 })
  })
  return { seconds: 3_600, ...crawl, ...endsBeyond(stage) }
}

/** A training run, or a workflow, that keeps more with each step. */
function torchGrowth(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = createApps(world)
  world.step()
  const line = lineBytes(stage)
  const modelBytes = line * random.between(0.3, 0.6)
  const comfy = startComfy(world, { parentPid: shellPid, modelBytes, isComfy: random.chance(0.6) })
  world.at(beginsMs(stage), () => {
    stage.mark('begunAtMs')
    comfy.grow((line - modelBytes) / random.between(30, 600))
  })
  return { seconds: 3_600, ...crawl, ...endsBeyond(stage) }
}

const hogCrawl = {
  ...crawl,
  failure: { end: 'crawl', foretoldBy: ['running-out', 'pressure', 'memory-hog', 'swapping'] },
} as const satisfies Partial<Story>

/** A model serves, with some of RAM left; somebody else takes what is left, and what is not. */
function withModel(stage: Stage, shareOfGpu: readonly [number, number]) {
  const { world, random } = stage
  const { shellPid } = createApps(world)
  world.step()
  const line = Math.min(gpuFreeBytes(world), ramFreeBytes(world))
  const choice = mustChoose(random, line * shareOfGpu[0], line * shareOfGpu[1])
  const server = startLlamaServer(world, {
    model: putModel(world, ggufOf(choice.shape)),
    contextTokens: choice.contextTokens,
    port: 8_080,
    parentPid: shellPid,
  })
  keepBusy(stage, server, choice)
  return { server, choice, shellPid, leftBytes: ramFreeBytes(world) - line * shareOfGpu[0] }
}

function appHog(stage: Stage): Story {
  const { world, random, mac } = stage
  const { leftBytes } = withModel(stage, [0.4, 0.7])
  const hogs: readonly [ProcessStart, ...ProcessStart[]] = [
    holders.videoEditor,
    holders.virtualMachine,
    holders.photos,
  ]
  const hog = startHolder(world, { ...random.pick(hogs), anonymousBytes: 0.4e9 })
  world.at(random.between(120_000, 220_000), () => {
    stage.mark('begunAtMs')
    hog.moveTo(mac.ramBytes * 3, leftBytes / random.between(30, 400))
  })
  return { seconds: 3_600, ...hogCrawl, ...endsBeyond(stage) }
}

/** A page, or a service, that has lost count for hours. */
function slowLeak(stage: Stage): Story {
  const { world, random, mac } = stage
  const { leftBytes } = withModel(stage, [0.35, 0.6])
  const leak = startHolder(world, { ...holders.photos, anonymousBytes: 0.4e9 })
  world.at(random.between(120_000, 300_000), () => {
    stage.mark('begunAtMs')
    leak.moveTo(mac.ramBytes * 3, leftBytes / (random.between(40, 80) * 60))
  })
  return { seconds: 5 * 3_600, ...hogCrawl, ...endsBeyond(stage) }
}

/** Once it is idle for longer than its mappings stay, its place looks free; another takes it, and the first is asked again. */
function idleReturns(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = createApps(world)
  world.step()
  const free = gpuFreeBytes(world)
  const isMlx = random.chance(0.5)
  const first = startIdle(stage, shellPid, isMlx)
  const low = Math.max(free * 1.04 - first.bytes, free * 0.2)
  const second = mustChoose(random, low, Math.max(low + 0.05 * free, free * 0.5))
  world.at(20_000, () => first.ask())
  world.at(random.between(250_000, 330_000), () => {
    stage.mark('begunAtMs')
    const { contextTokens } = second
    const server = startLlamaServer(world, {
      model: putModel(world, ggufOf(second.shape)),
      contextTokens,
      port: 8_081,
      parentPid: shellPid,
    })
    keepBusy(stage, server, second)
  })
  world.at(random.between(420_000, 560_000), () => first.ask())
  return {
    seconds: 700,
    ...crawl,
    failure: { ...crawl.failure, foretoldBy: [...crawl.failure.foretoldBy, 'idle-model'] },
    ...endsBeyond(stage),
  }
}

/** MLX loses its mappings within seconds, llama-server after three minutes. */
function startIdle(stage: Stage, parentPid: number, isMlx: boolean) {
  const { world, random } = stage
  const request = { promptTokens: 400, answerTokens: 150 }
  if (isMlx) {
    const model = putModel(world, mlxModel(stage))
    const server = startMlxServer(world, { model, port: 8_080, parentPid, isLoaded: true })
    return { bytes: model.weightsBytes, ask: () => server.ask(request) }
  }
  const line = lineBytes(stage)
  const choice = mustChoose(random, line * 0.4, line * 0.75)
  const { contextTokens } = choice
  const model = putModel(world, ggufOf(choice.shape))
  const server = startLlamaServer(world, { model, contextTokens, port: 8_080, parentPid })
  return { bytes: llamaNeedBytes(model, contextTokens), ask: () => server.ask(request) }
}

const neverRaised = { raisedRatio: 0 } as const

export const failingGrowth: readonly Kind[] = [
  { name: 'MLX generation', group: 'growth', mac: { minGiB: 16 }, make: mlxGeneration },
  { name: 'MLX long prompt', group: 'growth', mac: { minGiB: 16 }, make: mlxPrefill },
  { name: 'PyTorch growth', group: 'growth', mac: { minGiB: 16 }, make: torchGrowth },
  { name: 'app takes RAM', group: 'growth', mac: { ...neverRaised, minGiB: 16 }, make: appHog },
  {
    name: 'slow leak',
    group: 'growth',
    mac: { ...neverRaised, minGiB: 16, maxGiB: 48 },
    lookedRatio: 0.05,
    make: slowLeak,
  },
  {
    name: 'idle model returns',
    group: 'other',
    mac: { ...neverRaised, minGiB: 16, maxGiB: 48 },
    make: idleReturns,
  },
]
