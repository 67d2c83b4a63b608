import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FitRoom } from '../../../src/main/fit/fit-room.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import type { Fit, FitAdvice, FitEngine } from '../../../src/shared/fit.ts'
import { tempFolder } from '../../processes.ts'
import { gib, loaded, wide, writeFolder, writePlan, type Loaded } from '../fitted.ts'
import { applied } from './applied.ts'
import { createChance, randomMlx, randomModel, type Chance } from './random-models.ts'
import { randomQuestion, randomRoom, type Question } from './random-questions.ts'

/** `HEADROOM_ADVICE_PAIRS=5000` for a longer look. */
const pairCount = Number(process.env['HEADROOM_ADVICE_PAIRS'] ?? 500)
const roomsOfEach = 5
/** Of thousands of pairs too. */
const longestMs = 600_000

interface Pair {
  readonly model: Loaded
  readonly question: Question
  readonly room: FitRoom
  readonly fit: Fit
}

/** Every model with several rooms, each asked for otherwise; what an engine refuses is left out. */
async function pairs(seed: number, count: number): Promise<readonly Pair[]> {
  const chance = createChance(seed)
  const folder = tempFolder()
  const all: Pair[] = []
  for (let index = 0; all.length < count; index++) {
    const engine: FitEngine = chance.of(['llama.cpp', 'llama.cpp', 'ollama', 'mlx'])
    const model = await randomLoaded(chance, engine, join(folder, String(index)))
    for (let each = 0; each < roomsOfEach; each++) {
      const question = randomQuestion(chance, engine)
      const whole = fitOrNull(model, question, wide)
      const room = randomRoom(chance, whole?.needRamBytes ?? gib)
      const fit = fitOrNull(model, question, room)
      if (fit !== null) all.push({ model, question, room, fit })
    }
  }
  return all.slice(0, count)
}

function randomLoaded(chance: Chance, engine: FitEngine, path: string): Promise<Loaded> {
  if (engine !== 'mlx') return loaded(writePlan(`${path}.gguf`, randomModel(chance)))
  const { config, tensors } = randomMlx(chance)
  return loaded(writeFolder(path, config, tensors))
}

function fitOrNull(model: Loaded, { asked }: Question, room: FitRoom): Fit | null {
  try {
    return model.fit(asked, room)
  } catch (error) {
    // a head that no block divides, a V without flash attention: the engine does not start like this
    if (error instanceof UsageError || error instanceof ParseError) return null
    throw error
  }
}

/** What is missing, on the line where it is most; negative: so much is left. */
function missing({ needBytes, needRamBytes }: Fit, room: FitRoom): number {
  const { device, gpuRoomBytes, ramRoomBytes } = room
  if (device === 'cpu') return needRamBytes - (ramRoomBytes ?? Infinity)
  const inRam = device === 'metal' ? needRamBytes : needRamBytes - needBytes
  return Math.max(needBytes - (gpuRoomBytes ?? Infinity), inRam - (ramRoomBytes ?? Infinity))
}

/** The run that it says, reckoned again from its text; null: it is nothing that can be written. */
function again({ model, question, room }: Pair, advice: FitAdvice): Fit | null {
  const more = applied(advice, question.argv)
  return more === null ? null : model.fit({ ...question.asked, ...more }, room, 'without advice')
}

interface Given {
  readonly pair: Pair
  readonly advice: FitAdvice
}

function checkKinds(all: readonly Pair[], given: readonly Given[]): void {
  const kinds = new Set(given.map(({ advice }) => advice.kind))
  const expected = `parallel kv-type ubatch context other-engine cpu-moe smaller-quant gpu-layers
    combination bigger-mac`
  expect([...kinds].toSorted()).toEqual(expected.split(/\s+/).toSorted())
  const verdicts = new Set(all.map(({ fit }) => fit.verdict))
  expect([...verdicts]).toEqual(expect.arrayContaining(['fits', 'tight', 'no']))
  expect(given.filter(({ advice }) => advice.isEnough).length).toBeGreaterThan(pairCount / 5)
}

/** It is given where it does not fit, and nowhere else. */
function checkPlaces(all: readonly Pair[]): void {
  const wrong = all.filter(({ fit }) => (fit.verdict === 'no') !== fit.advice.length > 0)
  expect(wrong.map(({ fit }) => fit.verdict)).toEqual([])
  expect(Math.max(...all.map(({ fit }) => fit.advice.length))).toBeLessThanOrEqual(8)
}

function checkAgain(given: readonly Given[]): void {
  let written = 0
  for (const { pair, advice } of given) {
    const then = again(pair, advice)
    if (then === null) continue
    written++
    const { fit, room } = pair
    const saves = missing(fit, room) - missing(then, room)
    const told = [advice.savesBytes, advice.verdict, advice.text]
    expect([saves, then.verdict, advice.text]).toEqual(told)
    expect(advice.isEnough).toBe(missing(then, room) <= 0)
    expect(saves).toBeGreaterThan(0)
  }
  expect(written).toBeGreaterThan(0.6 * pairCount)
}

test(
  'advice on random models and rooms comes to what it says, reckoned again as it is written',
  async () => {
    const all = await pairs(20_261_122, pairCount)
    const given = all.flatMap((pair) => pair.fit.advice.map((advice) => ({ pair, advice })))
    checkPlaces(all)
    checkAgain(given)
    checkKinds(all, given)
  },
  longestMs,
)
