import { describe, expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import { ggufBytes, openBytes, type GgufPlan } from '../../gguf-file.ts'
import { cpuMs } from '../../cpu-ms.ts'

/** Numbers that look random and are the same in every run (mulberry32). */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const plan: GgufPlan = {
  metadata: [
    ['general.architecture', 'llama'],
    ['general.alignment', { u32: 32 }],
    ['llama.block_count', { u32: 2 }],
    ['llama.attention.head_count', { list: 'u32', items: [8, 8] }],
    ['tokenizer.ggml.tokens', { list: 'text', items: ['<s>', 'a', 'b', ''] }],
    ['nested', { lists: [{ list: 'f64', items: [1] }] }],
  ],
  tensors: [
    { name: 'token_embd.weight', dimensions: [64, 4], typeId: 8 },
    { name: 'blk.0.attn_q.weight', dimensions: [256, 2], typeId: 12 },
    { name: 'odd', dimensions: [3], typeId: 4711 },
    { name: 'output_norm.weight', dimensions: [64], typeId: 0 },
  ],
  dataBytes: 4096,
}

/** `header`, or the sentence of a ParseError; anything else is a fault of ours. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    await readGguf(openBytes(bytes))
    return 'header'
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    expect(error.message).toMatch(/^[a-zG"][^\n\r]{5,300}$/)
    expect(error.message).not.toMatch(/undefined|NaN|Infinity|\[object/)
    return error.message
  }
}

type Damage = (bytes: Uint8Array<ArrayBuffer>, roll: (sides: number) => number) => Uint8Array

const headerBytes = 480
const extremes = [0n, 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]

const flipped: Damage = (bytes, roll) => {
  for (let left = 1 + roll(4); left > 0; left -= 1) bytes[roll(headerBytes)] = roll(256)
  return bytes
}
const claimed: Damage = (bytes, roll) => {
  const value = roll(2) === 0 ? extremes[roll(extremes.length)] : BigInt(roll(2 ** 31)) ** 2n
  new DataView(bytes.buffer).setBigUint64(roll(headerBytes), value ?? 0n, roll(4) > 0)
  return bytes
}
const spliced: Damage = (bytes, roll) => {
  const at = roll(headerBytes)
  const piece = bytes.slice(at, at + roll(64))
  bytes.set(piece, roll(headerBytes))
  return bytes.subarray(0, bytes.length - (roll(3) === 0 ? roll(bytes.length) : 0))
}

describe('a damaged header is a header, or a sentence that says what is wrong', () => {
  test.each([
    { name: 'bytes are flipped', damage: flipped },
    { name: 'counts and lengths are others', damage: claimed },
    { name: 'pieces are moved and the end is cut', damage: spliced },
  ])('where $name, 5 000 times', async ({ damage }) => {
    const forms = [1, 2, 3].flatMap((version) =>
      (['little', 'big'] as const).map((byteOrder) => ggufBytes({ ...plan, version, byteOrder })),
    )
    const roll = createDice(20_260_801)
    const outcomes = new Set<string>()
    const before = process.memoryUsage().arrayBuffers
    let slowestMs = 0
    for (let round = 0; round < 5_000; round += 1) {
      const damaged = damage(forms[roll(forms.length)]?.slice() ?? new Uint8Array(), roll)
      const beforeMs = cpuMs()
      outcomes.add((await outcomeOf(damaged)).replace(/\d+|".*"/g, '#'))
      slowestMs = Math.max(slowestMs, cpuMs() - beforeMs)
    }
    expect(outcomes).toContain('header')
    expect(outcomes.size).toBeGreaterThan(10)
    // no timed test: a wide bound, far above a pause of the collector
    expect(slowestMs).toBeLessThan(2_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 2 ** 20)
  })

  test('where it ends anywhere', async () => {
    const bytes = ggufBytes({ ...plan, dataBytes: 0 })
    const outcomes = new Set<string>()
    for (let end = 0; end < bytes.length; end += 1)
      outcomes.add((await outcomeOf(bytes.subarray(0, end))).replace(/\d+|".*"/g, '#'))
    expect([...outcomes].filter((one) => !one.startsWith('the file is cut off'))).toEqual([
      'not a GGUF file: it is empty',
      'not a GGUF file: it seems to be plain text',
    ])
  })
})
