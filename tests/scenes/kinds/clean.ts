import { GiB } from '../mac/mac.ts'
import { ggufOf, mlxFolderOf, shapes, type ModelOnDisk } from '../models.ts'
import { createApps } from '../programs/apps.ts'
import { startComfy } from '../programs/comfy.ts'
import { holders, startHolder } from '../programs/holder.ts'
import { startLlamaServer } from '../programs/llama-server.ts'
import { startMlxServer } from '../programs/mlx-server.ts'
import { createOllama } from '../programs/ollama.ts'
import type { Kind, Stage, Story } from '../scene.ts'
import { gpuFreeBytes, mustChoose, putModel, ramFreeBytes, type Choice } from './common.ts'

const hour = 3_600
const minute = 60_000
const quiet: Story = { seconds: hour, failure: null, deserved: [] }

/** On both lines, with the rest of the day's work beside it. */
function fittingIn(stage: Stage, low: number, high: number): Choice {
  const { world, random } = stage
  const line = Math.min(gpuFreeBytes(world), ramFreeBytes(world))
  return mustChoose(random, line * low, line * high)
}

function apps(stage: Stage) {
  const own = createApps(stage.world)
  stage.world.step()
  return own
}

function serve(stage: Stage, shellPid: number, choice: Choice, port = 8_080) {
  const { world } = stage
  return startLlamaServer(world, {
    model: putModel(world, ggufOf(choice.shape)),
    contextTokens: choice.contextTokens,
    port,
    parentPid: shellPid,
  })
}

/** Somebody asks, reads, and asks again; no request comes near the end of the context. */
function chat(
  { world, random }: Stage,
  ask: (request: { promptTokens: number; answerTokens: number }) => unknown,
  { contextTokens }: Choice,
  everyMs: number,
): void {
  let nextAtMs = world.nowMs() + random.between(0.5, 1.5) * everyMs
  world.add({
    step: () => {
      if (world.nowMs() < nextAtMs) return
      nextAtMs = world.nowMs() + random.between(0.4, 2) * everyMs
      const most = Math.min(contextTokens * 0.3, 4_000)
      ask({ promptTokens: random.whole(80, most), answerTokens: random.whole(60, most) })
    },
  })
}

function mixedDay(stage: Stage): Story {
  const { world, random } = stage
  apps(stage)
  const ollama = createOllama(world)
  const choice = fittingIn(stage, 0.25, 0.6)
  world.at(2 * minute, () => ollama.load(choice))
  chat(stage, ollama.ask, choice, 70_000)
  const compiler = startHolder(world, { ...holders.compiler, anonymousBytes: 30e6 })
  world.at(14 * minute, () => compiler.moveTo(0.03 * world.mac.ramBytes, 60e6))
  world.at(19 * minute, () => compiler.end())
  world.at(random.between(35, 50) * minute, () => {
    if (ollama.child() === null) ollama.load(choice)
  })
  return quiet
}

function loadsThatFit(stage: Stage): Story {
  const { world } = stage
  const { shellPid } = apps(stage)
  const each = [
    fittingIn(stage, 0.25, 0.8),
    fittingIn(stage, 0.2, 0.85),
    fittingIn(stage, 0.3, 0.8),
  ]
  each.forEach((choice, index) => {
    const beginMs = (3 + 18 * index) * minute
    world.at(beginMs, () => {
      const server = serve(stage, shellPid, choice, 8_080 + index)
      chat(stage, server.ask, choice, 40_000)
      world.at(beginMs + 15 * minute, server.end)
    })
  })
  return quiet
}

/** Within the limit by little, with RAM to spare: it fits, and only just. */
function tightLoad(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const free = gpuFreeBytes(world)
  const choice = mustChoose(random, free * 0.91, free * 0.965)
  world.at(4 * minute, () => {
    const server = serve(stage, shellPid, choice)
    chat(stage, server.ask, choice, 60_000)
  })
  return quiet
}

/** Idle for longer than the driver keeps its mappings, and back, again and again. */
function idleAndBack(stage: Stage): Story {
  const { world } = stage
  const { shellPid } = apps(stage)
  const fitting = modelsThatFit(stage, 0.6)
  const server = startMlxServer(world, {
    model: putModel(world, fitting),
    port: 8_080,
    parentPid: shellPid,
    isLoaded: true,
  })
  chat(stage, server.ask, { shape: fitting.shape, contextTokens: 4_000 }, 6 * minute)
  return quiet
}

function modelsThatFit(stage: Stage, ratio: number): ModelOnDisk {
  const { world, random } = stage
  const line = Math.min(gpuFreeBytes(world), ramFreeBytes(world)) * ratio
  const [first = shapes[0], ...rest] = shapes.filter(
    (shape) => mlxFolderOf(shape).weightsBytes < line,
  )
  return mlxFolderOf(random.pick([first, ...rest]))
}

function unloads(stage: Stage): Story {
  const { world, random } = stage
  apps(stage)
  const ollama = createOllama(world)
  for (let count = 0; count < 5; count++) {
    const choice = fittingIn(stage, 0.3, 0.75)
    world.at((2 + 11 * count) * minute, () => {
      ollama.load({ ...choice, keepAliveMs: random.between(60_000, 300_000) })
    })
    world.at((3 + 11 * count) * minute, () => ollama.ask({ promptTokens: 300, answerTokens: 200 }))
    world.at((11.5 + 11 * count) * minute, ollama.unloadAll)
  }
  return quiet
}

/** Ollama lets one go, and loads another at once; both would not fit. */
function modelSwitch(stage: Stage): Story {
  const { world } = stage
  apps(stage)
  const ollama = createOllama(world)
  for (let count = 0; count < 6; count++) {
    const choice = fittingIn(stage, 0.55, 0.8)
    world.at((2 + 9 * count) * minute, () => {
      ollama.unloadAll()
      ollama.load(choice)
    })
    world.at((4 + 9 * count) * minute, () => ollama.ask({ promptTokens: 500, answerTokens: 300 }))
  }
  return quiet
}

function bigApp(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const left = ramFreeBytes(world)
  const choice = fittingIn(stage, 0.2, 0.4)
  chat(stage, serve(stage, shellPid, choice).ask, choice, 90_000)
  for (let count = 0; count < 3; count++) {
    world.at((5 + 17 * count) * minute, () => {
      const app = startHolder(world, { ...holders.photos, anonymousBytes: 0.3e9 })
      const bytes = Math.min(left * random.between(0.15, 0.3), 9 * GiB)
      app.moveTo(bytes, bytes / random.between(5, 25))
      world.at(world.nowMs() + 9 * minute, app.end)
    })
  }
  return quiet
}

function compileBursts(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const left = ramFreeBytes(world)
  const choice = fittingIn(stage, 0.2, 0.4)
  chat(stage, serve(stage, shellPid, choice).ask, choice, 90_000)
  for (let count = 0; count < 12; count++) {
    world.at((3 + 4.5 * count) * minute, () => {
      for (let one = 0; one < 8; one++) {
        const clang = startHolder(world, { ...holders.compiler, anonymousBytes: 40e6 })
        clang.moveTo(Math.min(0.9e9, (left * random.between(0.05, 0.2)) / 8), 80e6)
        world.at(world.nowMs() + random.between(20_000, 90_000), clang.end)
      }
    })
  }
  return quiet
}

/** It uses the GPU with a little of its memory, and files all the time. */
function videoExport(stage: Stage): Story {
  const { world, random } = stage
  apps(stage)
  const left = ramFreeBytes(world)
  const editor = startHolder(world, { ...holders.videoEditor, anonymousBytes: 0.8e9 })
  world.at(4 * minute, () => {
    editor.moveTo(Math.min(left * 0.3, 6 * GiB), 40e6)
    editor.useGpu(0.6, random.between(0.4, 1.2) * GiB)
    world.setFileTraffic(180e6)
  })
  world.at(40 * minute, () => {
    editor.useGpu(0, 0.2 * GiB)
    editor.moveTo(0.9e9, 200e6)
    world.setFileTraffic(0)
  })
  return quiet
}

function backup(stage: Stage): Story {
  const { world } = stage
  const { shellPid } = apps(stage)
  const choice = fittingIn(stage, 0.3, 0.6)
  chat(stage, serve(stage, shellPid, choice).ask, choice, 120_000)
  const backupd = startHolder(world, { ...holders.backup, anonymousBytes: 90e6 })
  world.at(5 * minute, () => {
    backupd.moveTo(0.4e9, 5e6)
    world.setFileTraffic(250e6)
  })
  world.at(45 * minute, () => world.setFileTraffic(0))
  return quiet
}

function sleepAndWake(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const choice = fittingIn(stage, 0.3, 0.7)
  chat(stage, serve(stage, shellPid, choice).ask, choice, 80_000)
  for (const at of [12, 25, 44])
    world.at(at * minute, () => stage.sleep(random.between(4, 150) * minute))
  return quiet
}

function clockJumps(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const choice = fittingIn(stage, 0.3, 0.7)
  chat(stage, serve(stage, shellPid, choice).ask, choice, 60_000)
  for (let at = 6; at < 55; at += 8)
    world.at(at * minute, () => {
      const ms = random.chance(0.5) ? random.between(200, 4_000) : random.between(20_000, 400_000)
      stage.setClock(random.chance(0.5) ? ms : -ms)
    })
  return quiet
}

function pictures(stage: Stage): Story {
  const { world, random } = stage
  const { shellPid } = apps(stage)
  const line = Math.min(gpuFreeBytes(world), ramFreeBytes(world))
  const modelBytes = line * random.between(0.2, 0.45)
  const comfy = startComfy(world, { parentPid: shellPid, modelBytes, isComfy: true })
  for (let at = 4; at < 56; at += 5)
    world.at(at * minute, () =>
      comfy.run(line * random.between(0.05, 0.2), random.between(30, 150)),
    )
  return quiet
}

/** What lets the Mac have memory to spare for what happens on it. */
const roomy = { minGiB: 24 } as const

const clean = { group: 'clean', lookedRatio: 0.25 } as const

export const cleanKinds: readonly Kind[] = [
  { name: 'mixed day', ...clean, mac: { minGiB: 16 }, make: mixedDay },
  { name: 'loads that fit', ...clean, mac: { minGiB: 16 }, make: loadsThatFit },
  { name: 'a tight load', ...clean, mac: { minGiB: 36, raisedRatio: 0 }, make: tightLoad },
  { name: 'idle and back', ...clean, mac: { minGiB: 16 }, make: idleAndBack },
  { name: 'unloads', ...clean, mac: { minGiB: 16 }, make: unloads },
  { name: 'models switched', ...clean, mac: { minGiB: 16 }, make: modelSwitch },
  { name: 'big app', ...clean, mac: roomy, make: bigApp },
  { name: 'compile bursts', ...clean, mac: roomy, make: compileBursts },
  { name: 'video export', ...clean, mac: { minGiB: 16 }, make: videoExport },
  { name: 'backup', ...clean, mac: { minGiB: 16 }, make: backup },
  { name: 'sleep and wake', ...clean, mac: { minGiB: 16 }, make: sleepAndWake },
  { name: 'clock jumps', ...clean, mac: { minGiB: 16 }, make: clockJumps },
  { name: 'missing samples', ...clean, mac: { minGiB: 16 }, missingRatio: 0.01, make: mixedDay },
  { name: 'pictures', ...clean, mac: { minGiB: 16 }, make: pictures },
]
