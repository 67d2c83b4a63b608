import { parseMac, roomGiven, roomOfMac, type FitRoom } from '../../../src/main/fit/fit-room.ts'
import type { FitEngine } from '../../../src/shared/fit.ts'
import { gib, type Asked } from '../fitted.ts'
import { commandLine } from './applied.ts'
import type { Chance } from './random-models.ts'

const rams = ['8GB', '16GB', '24GB', '36GB', '64GB', '128GB,macos26', '192GB', '512GB'] as const

/**
 * A room from one to 600 GB, or about as large as what is asked for: of a Mac, of a GPU, of a GPU beside RAM, of a card, or of a
 * machine without.
 */
export function randomRoom(chance: Chance, needBytes: number): FitRoom {
  const isAbout = chance.next() < 0.7
  const any = (): number =>
    Math.round(isAbout ? needBytes * (0.05 + 1.1 * chance.next()) : 600 ** chance.next() * gib)
  const [bytes, other] = [any(), any() + any()]
  const given = roomGiven(bytes)
  const smaller = Math.min(bytes, other)
  switch (chance.of(['mac', 'gpu', 'divided', 'both', 'card', 'cpu'])) {
    case 'mac':
      return roomOfMac(parseMac(chance.of(rams)))
    case 'gpu':
      return given
    case 'divided':
      return roomGiven(bytes, true)
    case 'both':
      return { ...given, roomBytes: smaller, ramRoomBytes: other, limitBytes: bytes }
    case 'card':
      return { ...given, device: 'cuda', roomBytes: smaller, ramRoomBytes: other }
    case 'cpu':
      return { ...given, device: 'cpu', gpuRoomBytes: null, ramRoomBytes: bytes }
  }
}

/** What somebody may have asked for already; `argv` where it is a command line of llama-server. */
export interface Question {
  readonly asked: Asked
  readonly argv: readonly string[] | null
}

export function randomQuestion(chance: Chance, engine: FitEngine): Question {
  switch (engine) {
    case 'llama.cpp':
      return ofLlama(chance)
    case 'ollama':
      return { asked: ofOllama(chance), argv: null }
    case 'mlx':
      return { asked: ofMlx(chance), argv: null }
  }
}

const never = ['', '', ''] as const

function ofLlama(chance: Chance): Question {
  const build = chance.of([null, null, 1_000, 4_400, 6_200, 7_000, 7_400, 9_400])
  const flash = build !== null && build < 6_325 ? '-fa' : '-fa on'
  const quantized = chance.of([...never, 'q8_0', 'q4_0'])
  const line = [
    chance.of([...never, '-c 2000', '-c 16384', '-c 100000']),
    chance.of([...never, '-np 1', '-np 2', '-np 8']),
    quantized === '' ? chance.of(['', '-fa off']) : `${flash} -ctk ${quantized} -ctv ${quantized}`,
    chance.of([...never, '-ub 64', '-ub 256', '-ub 2048']),
    chance.of([...never, '-ngl 5', '-ngl 999']),
    chance.of([...never, '--n-cpu-moe 3', '--cpu-moe']),
  ]
  const argv = ['llama-server', ...line.join(' ').split(' ')].filter((word) => word !== '')
  return { asked: { engine: 'llama.cpp', build, given: commandLine(argv) }, argv }
}

function ofOllama(chance: Chance): Asked {
  const type = chance.of([null, null, 'q8_0', 'q4_0'])
  return {
    engine: 'ollama',
    engineVersion: chance.of([null, '0.1.20', '0.4.7', '0.5.4', '0.24.0']),
    contextTokens: chance.of([null, null, 2_000, 16_384, 100_000]),
    parallel: chance.of([null, null, 1, 2, 8]),
    keyType: type,
    valueType: type,
    flashAttention: type === null ? 'auto' : 'on',
    ubatchTokens: chance.of([null, null, 64, 256, 2_048]),
    gpuLayers: chance.of([null, null, null, 5, 999]),
  }
}

function ofMlx(chance: Chance): Asked {
  const keyType = chance.of([null, null, '8bit'])
  return {
    engine: 'mlx',
    engineVersion: chance.of([null, '0.19.0', '0.29.0']),
    contextTokens: chance.of([null, null, 2_000, 16_384, 100_000]),
    parallel: keyType === null ? chance.of([null, null, 2, 8]) : null,
    keyType,
    valueType: keyType,
  }
}
