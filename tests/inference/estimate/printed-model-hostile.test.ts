import { describe, expect, it } from 'vitest'
import {
  hyperparametersOfPrinted,
  parsePrintedModel,
} from '../../../src/main/inference/estimate/printed-model.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { cpuMs } from '../../cpu-ms.ts'

const usual = `
print_info: arch = llama
print_info: n_layer = 2
print_info: n_embd = 64
print_info: n_head = 4
`
const loaded = (line: string) => hyperparametersOfPrinted(parsePrintedModel(usual + line))

/** A tenth of what it takes where a pattern looks at each letter once more for every letter before it. */
const boundMs = 2_000
function msOf(work: () => void): number {
  const beforeMs = cpuMs()
  work()
  return cpuMs() - beforeMs
}

describe('lines without end', () => {
  it('of a model are too many', () => {
    const lines = 'print_info: n_head = 4\n'.repeat(1_000_000)
    expect(msOf(() => expect(() => parsePrintedModel(lines)).toThrow(ParseError))).toBeLessThan(
      boundMs,
    )
  })

  it('of other things are passed over', () => {
    const lines = 'srv  update_slots: all slots are idle\n'.repeat(1_000_000)
    expect(msOf(() => parsePrintedModel(lines))).toBeLessThan(boundMs)
  })

  it('are not too many where they are of many models', () => {
    const load = `llama_model_loader: - kv   0: general.architecture str = llama\n${usual}`
    expect(parsePrintedModel(load.repeat(1_000)).figures.get('n_layer')).toBe(2)
    const last = usual.replace('n_layer = 2', 'n_layer = 3')
    expect(parsePrintedModel(usual.repeat(750) + last).figures.get('n_layer')).toBe(3)
  })
})

describe('a line without end', () => {
  const length = 200_000
  it.each([
    ['of blanks behind a name', `print_info: a${' '.repeat(length)}`],
    ['of blanks before a name', `print_info: ${' '.repeat(length)}`],
    ['of the same beginning', 'print_info: a '.repeat(length / 10)],
    ['of letters', `print_info: ${'a'.repeat(length)}`],
    ['of a key', `llama_model_loader: - kv 1: ${'a'.repeat(length)}`],
    ['of blanks behind a key', `llama_model_loader: - kv 1: a b${' '.repeat(length)}`],
    ['of keys', '- kv 1: '.repeat(length / 10)],
    ['of numbers', `print_info: n_head_kv = [${'1, '.repeat(length)}1]`],
    ['of commas', `print_info: n_head_kv = [${','.repeat(length)}]`],
    ['of items', `- kv 1: llama.x arr[i32,${length}] = [${'1,'.repeat(length - 1)}1]`],
  ])('%s is read in no more time than its length', (_, line) => {
    expect(msOf(() => parsePrintedModel(usual + line))).toBeLessThan(boundMs)
    expect(() => loaded(line)).not.toThrow(RangeError)
  })
})

describe('figures that are none', () => {
  it.each(['nan', 'inf', '-inf', '', '-1', '1e400', '9'.repeat(400), '0x10', '[ ]', '[1, nan]'])(
    'like %j of heads are as if they were not there',
    (value) => {
      const { kvHeadCounts, keyLength } = loaded(`print_info: n_head_kv = ${value}`)
      expect(kvHeadCounts).toEqual([4, 4])
      expect(keyLength).toBe(16)
    },
  )

  it('are no metadata either', () => {
    const line = (value: string) => `- kv 1: llama.context_length u32 = ${value}`
    for (const value of ['nan', 'inf', 'x', '-5', '1e400', '', '0'])
      expect(loaded(line(value)).trainedContextTokens).toBeNull()
    expect(loaded(line('4096')).trainedContextTokens).toBe(4_096)
  })

  it('are no number of tokens', () => {
    const line = (count: string) => `- kv 1: tokenizer.ggml.tokens arr[str,${count}] = ["!", ...`
    expect(loaded(line('9'.repeat(40))).vocabularySize).toBe(0)
    expect(loaded(line('32000')).vocabularySize).toBe(32_000)
  })

  it('are no size', () => {
    for (const size of ['9'.repeat(400), '99999999999', '-1', 'NaN'])
      expect(parsePrintedModel(`print_info: file size = ${size} GiB`).tensorBytes).toBeNull()
  })
})

describe('names that are none', () => {
  it('do not reach what every object has', () => {
    const { figures, words } = parsePrintedModel(
      'print_info: __proto__ = 1\nprint_info: constructor = x',
    )
    expect(figures.get('__proto__')).toBe(1)
    expect(words.get('constructor')).toBe('x')
    expect(() => loaded('- kv 1: general.architecture str = __proto__')).not.toThrow()
  })

  it('are told in an error of one line', () => {
    const text = usual.replace('n_embd', 'n_nothing')
    expect(() => hyperparametersOfPrinted(parsePrintedModel(text))).toThrow(/^[^\n]+$/)
  })
})
