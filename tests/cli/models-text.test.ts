import { describe, expect, test } from 'vitest'
import { chosenModels, type ModelChoice } from '../../src/main/cli/choose-models.ts'
import { modelsTable } from '../../src/main/cli/models-text.ts'
import type { LocalModel, LocalModels } from '../../src/shared/local-models.ts'

const GB = 1e9

const one: LocalModel = {
  wanted: '/m/a.gguf',
  name: 'a',
  path: '/m/a.gguf',
  source: 'folder',
  engine: 'llama.cpp',
  architecture: 'llama',
  quantization: 'Q4_K_M',
  fileBytes: 5 * GB,
  modifiedAtMs: 1,
  verdict: 'fits',
  contextTokens: 8_192,
  needBytes: 6 * GB,
  needRamBytes: 6 * GB,
  longestContextTokens: 8_192,
  trainedContextTokens: 8_192,
  isLoaded: false,
  trouble: null,
}
const broken: LocalModel = { ...one, name: 'x', verdict: 'unknown', trouble: 'it is empty' }

const listOf = (...models: readonly LocalModel[]): LocalModels => ({
  schema: 'headroom/models/1',
  atMs: 1,
  room: { roomBytes: 20 * GB, of: 'this machine now' },
  isReading: false,
  models,
  places: [{ source: 'folder', path: '/m', modelCount: models.length, reason: null }],
})

const all: ModelChoice = { fitsOnly: false, order: 'name', words: [] }
const b = {
  ...one,
  name: 'b',
  verdict: 'no',
  fileBytes: 9 * GB,
  longestContextTokens: null,
} as const
const c = {
  ...one,
  name: 'c',
  verdict: 'tight',
  fileBytes: GB,
  architecture: 'qwen3',
  longestContextTokens: 40_960,
  trainedContextTokens: 131_072,
} as const

describe('the models that are asked for', () => {
  test.each([
    ['by name', {}, 'abcx'],
    ['by size', { order: 'size' }, 'bacx'],
    ['by verdict', { order: 'verdict' }, 'acbx'],
    ['by context', { order: 'context' }, 'cabx'],
    ['that fit', { fitsOnly: true }, 'ac'],
    ['with a word', { words: ['QWEN'] }, 'c'],
    ['with two words', { words: ['qwen3', 'q4'] }, 'c'],
    ['with a word that none has', { words: ['mistral'] }, ''],
  ] as const)('come %s, broken ones last', (_, more, names) => {
    const chosen = chosenModels(listOf(broken, one, b, c), { ...all, ...more })
    expect(chosen.models.map(({ name }) => name).join('')).toBe(names)
  })
})

describe('the table of models', () => {
  test('tells each with its size, its verdict and its longest context, then what cannot be read', () => {
    const table = modelsTable(listOf(one, b, c, broken), 4, 100)
    expect(table.split('\n')).toEqual([
      'model    size  quantization  of      verdict       longest context',
      'a      5.0 GB  Q4_K_M        folder  fits          8k',
      'b      9.0 GB  Q4_K_M        folder  does not fit',
      'c      1.0 GB  Q4_K_M        folder  tight         40k of 128k',
      '',
      'These cannot be read:',
      '  x: it is empty',
      '',
      '3 models: 1 would fit, 1 would just fit, 1 would not fit. 1 cannot be read.',
      'Room: 20.0 GB: this machine now.',
    ])
  })

  test('is no wider than the terminal, as far as names can be cut', () => {
    const long = { ...one, name: `${'very-'.repeat(30)}long` }
    for (const width of [80, 100, 200]) {
      const widest = Math.max(
        ...modelsTable(listOf(long), 1, width)
          .split('\n')
          .map((line) => line.length),
      )
      expect(widest).toBeLessThanOrEqual(Math.min(width, 120))
    }
  })

  test('shows nothing that a terminal would obey', () => {
    const hostile = '\u001b[2Jx\u202e'
    const evil = { ...one, name: hostile, quantization: hostile, architecture: hostile }
    const list = listOf(evil, { ...evil, trouble: hostile })
    const places = [{ source: 'folder', path: hostile, modelCount: 0, reason: hostile }] as const
    const table = modelsTable({ ...list, places }, 2, 100)
    for (const letter of ['\u001b', '\u202e']) expect(table).not.toContain(letter)
  })

  test('says where was looked where there is none', () => {
    expect(modelsTable(listOf(), 0, 100).split('\n').slice(0, 2)).toEqual([
      'No models were found. Looked at:',
      '  folder, /m: no models',
    ])
  })
})
