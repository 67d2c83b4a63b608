import { createApps } from '../../scenes/programs/apps.ts'
import { holders, startHolder } from '../../scenes/programs/holder.ts'
import { startLlamaServer } from '../../scenes/programs/llama-server.ts'
import { createOllama } from '../../scenes/programs/ollama.ts'
import { gpuFreeBytes, mustChoose, putModel, ramFreeBytes } from '../../scenes/kinds/common.ts'
import { macOf } from '../../scenes/mac/mac.ts'
import { createWorld, type World } from '../../scenes/mac/world.ts'
import { ggufOf } from '../../scenes/models.ts'
import { randomOf } from '../../scenes/random.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A Mac that goes on for as long as it is asked to: each hour is as busy as the last, and none is the same. */
export function createBusyMac(seed: string): World {
  const random = randomOf(seed)
  const mac = macOf(random.fork('mac'), { minGiB: 32, maxGiB: 32, raisedRatio: 0 })
  const world = createWorld({ mac, random: random.fork('world') })
  const { shellPid } = createApps(world)
  world.step()
  const gpuBytes = gpuFreeBytes(world)
  const line = (): number => Math.min(gpuBytes, ramFreeBytes(world))
  const ollama = createOllama(world)
  const story = random.fork('story')

  /** Loaded, asked, let go; and now and then what does not fit is tried as well. */
  const loads = (): void => {
    ollama.load({
      ...mustChoose(story, 0.2 * gpuBytes, 0.45 * gpuBytes),
      keepAliveMs: 8 * minuteMs,
    })
    for (const minutes of [2, 3, 5])
      after(minutes, () => void ollama.ask({ promptTokens: 600, answerTokens: 400 }))
    after(18, ollama.unloadAll)
    if (!story.chance(0.25)) return
    after(6, () => ollama.load(mustChoose(story, 0.85 * gpuBytes, 1.1 * gpuBytes)))
  }
  const serves = (): void => {
    const choice = mustChoose(story, 0.15 * gpuBytes, 0.4 * gpuBytes)
    const server = startLlamaServer(world, {
      model: putModel(world, ggufOf(choice.shape)),
      contextTokens: choice.contextTokens,
      port: 8_080,
      parentPid: shellPid,
    })
    for (let minutes = 1; minutes < 14; minutes += 2)
      after(minutes, () => void server.ask({ promptTokens: 900, answerTokens: 500 }))
    after(15, server.end)
  }
  const builds = (): void => {
    for (let one = 0; one < 8; one++) {
      const clang = startHolder(world, { ...holders.compiler, anonymousBytes: 40e6 })
      clang.moveTo(story.between(0.2e9, 0.7e9), 80e6)
      after(story.between(0.3, 2), clang.end)
    }
  }
  /** It takes what is left of RAM, and gives it back: that deserves an alert. */
  const hogs = (): void => {
    const app = startHolder(world, { ...holders.photos, anonymousBytes: 0.3e9 })
    app.moveTo(Math.max(1e9, line() * story.between(0.8, 1.05)), 60e6)
    after(12, app.end)
  }
  const after = (minutes: number, act: () => void): void =>
    world.at(world.nowMs() + minutes * minuteMs, act)
  const hour = (): void => {
    loads()
    after(22, serves)
    for (const minutes of [4, 17, 33, 51]) after(minutes, builds)
    if (story.chance(0.5)) after(40, hogs)
    world.at(world.nowMs() + hourMs, hour)
  }
  world.at(world.nowMs() + minuteMs, hour)
  return world
}
