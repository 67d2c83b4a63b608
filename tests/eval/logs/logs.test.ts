import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../../processes.ts'
import { suite } from '../suites/logs.ts'
import { areSame, confusionOf } from './classes.ts'
import { isRightFact } from './tolerance.ts'

/** Composed by us, in the form of the corpus. */
const refused = `ggml_metal_buffer_init: error: failed to allocate buffer, size = 2048.00 MiB
llama_context: n_ctx = 4096
`

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'llama.cpp'))
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    writeFileSync(join(folder, 'llama.cpp', name), text)
  }
  return folder
}

const measured = (sidecar: Readonly<Record<string, unknown>>) =>
  suite.run(
    folderOf({ 'a.log': refused, 'a.json': { program: 'llama.cpp', facts: {}, ...sidecar } }),
    new Map(),
  )

describe('the suite "logs"', () => {
  test('a log is right when its classes and all its facts are', async () => {
    const facts = { n_ctx: 4_096, tried_bytes: 2 ** 31 }
    const { total, right, wrong, further } = await measured({
      classes: ['metal-alloc-failed'],
      facts,
    })
    expect([total, right, wrong]).toEqual([1, 1, []])
    expect(further).toMatchObject({ falseAlarms: 0, factsRight: 2, factsTotal: 2 })
  })

  test('what differs is told by its field', async () => {
    const { right, wrong, further } = await measured({
      classes: ['mps-oom'],
      facts: { n_ctx: 4_097, kv_buffer_bytes: 1 },
    })
    expect(right).toBe(0)
    expect(wrong).toEqual([
      { id: 'llama.cpp/a', field: 'classes', expected: ['mps-oom'], got: ['metal-alloc-failed'] },
      { id: 'llama.cpp/a', field: 'n_ctx', expected: 4_097, got: 4_096 },
      { id: 'llama.cpp/a', field: 'kv_buffer_bytes', expected: 1, got: 'nothing' },
    ])
    expect(further).toMatchObject({
      factsRight: 0,
      confusion: { 'mps-oom': { 'metal-alloc-failed': 1 } },
    })
  })

  test('a finding where nothing failed is a false alarm', async () => {
    const { right, further } = await measured({ classes: ['none'] })
    expect(right).toBe(0)
    expect(further).toMatchObject({
      falseAlarms: 1,
      confusion: { none: { 'metal-alloc-failed': 1 } },
    })
  })

  test('a class that no sidecar can name is not compared, but told', async () => {
    const log = "gguf_init_from_file: failed to open GGUF file 'a' (No such file or directory)\n"
    const folder = folderOf({ 'b.log': log, 'b.json': { classes: ['none'], facts: {} } })
    const { right, further } = await suite.run(folder, new Map())
    expect(right).toBe(1)
    expect(further).toMatchObject({
      falseAlarms: 0,
      otherClasses: [{ id: 'llama.cpp/b', class: 'model-missing' }],
    })
  })

  test('a log without a sidecar, and a folder without logs, end it', async () => {
    await expect(suite.run(folderOf({ 'a.log': refused }), new Map())).rejects.toThrow(
      'it does not say what the log tells',
    )
    await expect(suite.run(folderOf({}), new Map())).rejects.toThrow('there is no .log in it')
  })
})

describe('a fact', () => {
  test('of bytes is right within half the last digit that is printed', () => {
    const gib = (count: number): number => Math.round(count * 2 ** 30)
    expect(isRightFact('free_bytes', gib(11.8), gib(11.84), 'free="11.8 GiB"')).toBe(true)
    expect(isRightFact('free_bytes', gib(11.8), gib(11.86), 'free="11.8 GiB"')).toBe(false)
    expect(isRightFact('free_bytes', gib(11.8), gib(11.84), 'free="11.80 GiB"')).toBe(false)
    expect(isRightFact('tried_bytes', 1_000_000, 1_005_243, '')).toBe(true)
    expect(isRightFact('tried_bytes', 1_000_000, 1_007_000, '')).toBe(false)
  })

  test('of tokens, layers and paths is right to the last digit', () => {
    expect(isRightFact('n_ctx', 131_072, 131_071, '')).toBe(false)
    expect(isRightFact('model_path', 'a.gguf', 'a.gguf', '')).toBe(true)
    expect(isRightFact('model_path', 'a.gguf', undefined, '')).toBe(false)
  })
})

describe('the classes of a log', () => {
  test('are compared as sets', () => {
    expect(areSame({ expected: ['a', 'b'], found: ['b', 'a'] })).toBe(true)
    expect(areSame({ expected: ['a'], found: ['a', 'b'] })).toBe(false)
  })

  test('are counted by what was expected and what was found instead', () => {
    const all = [
      { expected: [], found: [] },
      { expected: ['a'], found: ['a'] },
      { expected: ['a', 'b'], found: ['a'] },
      { expected: ['a'], found: ['c'] },
      { expected: [], found: ['c'] },
    ]
    expect(confusionOf(all)).toEqual({
      none: { none: 1, c: 1 },
      a: { a: 2, c: 1 },
      b: { none: 1 },
    })
  })
})
