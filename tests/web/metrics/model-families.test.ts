import { describe, expect, test } from 'vitest'
import { modelId, serverId } from '../../../src/shared/ids.ts'
import type { Model, ModelMemory } from '../../../src/shared/server.ts'
import { atMs, gemma, llamaServer, ollama, phi, qwen } from '../../shared/loaded.ts'
import { ofSource } from '../fake-core.ts'
import { parseExposition } from './exposition.ts'
import { linesOf, scrapedText } from './scraped.ts'

const loaded = { atMs, servers: [ollama, llamaServer], models: [gemma, qwen, phi] }
const ofModels = /^headroom_(model|server)_/
const [ofGemma, ofQwen, ofPhi] = [
  'server="Ollama",port="11434",model="gemma3:27b"',
  'server="llama-server",port="8080",model="Qwen3-8B-Q4_K_M.gguf"',
  'server="Ollama",port="11434",model="phi4:14b"',
]

describe('the metrics of models', () => {
  test('tell what is known of each, and nothing of what is not', async () => {
    const told = { lateTicks: null, nowMs: atMs }
    const lines = await linesOf(ofModels, loaded, told)
    expect(lines.filter((line) => !line.includes('_info') && !line.includes('_idle'))).toEqual([
      `headroom_model_bytes{${ofGemma},part="rest"} 17400000000`,
      `headroom_model_bytes{${ofQwen},part="rest"} 5200000000`,
      `headroom_model_context_ratio{${ofGemma}} ${2_134 / 8_192}`,
      `headroom_model_context_ratio{${ofQwen}} 0`,
      `headroom_model_tokens_per_second{${ofGemma}} 41.3`,
      'headroom_server_up{server="Ollama",port="11434"} 1',
      'headroom_server_up{server="llama-server",port="8080"} 1',
    ])
    expect(lines).toContain(
      `headroom_model_info{${ofGemma},quantization="Q4_K_M",size_by="reported"} 1`,
    )
    expect(lines.filter((line) => line.includes(ofPhi) && !line.includes('_info'))).toEqual([])
  })

  test('have a series for each of two servers of one kind with one model', async () => {
    const second = { ...ollama, id: serverId('second'), port: 11_435 }
    const models = [gemma, { ...gemma, id: qwen.id, serverId: second.id, contextRatio: 0.5 }]
    const lines = await linesOf(/context_ratio/, { ...loaded, servers: [ollama, second], models })
    expect(lines).toEqual([
      `headroom_model_context_ratio{${ofGemma}} ${2_134 / 8_192}`,
      'headroom_model_context_ratio{server="Ollama",port="11435",model="gemma3:27b"} 0.5',
    ])
  })

  test('of two that nothing tells apart join: memory is added up, the fuller context counts, the sooner end', async () => {
    const twin = { ...gemma, id: modelId('twin'), contextRatio: 0.9 }
    const lines = await linesOf(/model_(bytes|context)/, { ...loaded, models: [gemma, twin] })
    expect(lines).toEqual([
      `headroom_model_bytes{${ofGemma},part="rest"} 34800000000`,
      `headroom_model_context_ratio{${ofGemma}} 0.9`,
    ])
  })
})

describe('the parts of a model', () => {
  const memoryOf = (memory: Partial<ModelMemory>): ModelMemory => ({
    total: null,
    onGpu: null,
    weights: null,
    kv: null,
    ...memory,
  })
  const size = (bytes: number) => ({ bytes, origin: 'reported' }) as const
  const partsOf = async (
    model: Partial<Model>,
  ): Promise<readonly (readonly [string, number])[]> => {
    const { samples } = parseExposition(
      await scrapedText({ ...loaded, models: [{ ...gemma, ...model }] }),
    )
    return samples
      .filter(({ name }) => name === 'headroom_model_bytes')
      .map(({ labels, value }) => [labels['part'] ?? '', value] as const)
  }

  test.each([
    [
      'all told',
      { total: size(10), weights: size(6), kv: size(3) },
      { weights: 6, kv: 3, rest: 1 },
    ],
    ['the whole alone', { total: size(10) }, { rest: 10 }],
    ['the weights alone', { weights: size(6) }, { weights: 6 }],
    [
      'parts that are more than the whole',
      { total: size(8), weights: size(9) },
      { weights: 9, rest: 0 },
    ],
    ['nothing', {}, {}],
  ])('add up to all that is known of it: %s', async (_, memory, parts) => {
    expect(Object.fromEntries(await partsOf({ memory: memoryOf(memory) }))).toEqual(parts)
  })

  test('are without weights that another model has in memory as well, and without another machine’s', async () => {
    const memory = memoryOf({ total: size(10), weights: size(6), kv: size(3) })
    expect(await partsOf({ memory, sharesFile: true })).toEqual([
      ['kv', 3],
      ['rest', 1],
    ])
    expect(await partsOf({ memory, isRemote: true })).toEqual([])
  })
})

describe('the metrics of servers', () => {
  test('tell which servers answer: one that wants a key does, one that cannot be asked has none', async () => {
    const states = ['ready', 'closed', 'starting', 'silent', 'unasked'] as const
    const servers = states.map((state, port) => ({ ...ollama, id: serverId(state), state, port }))
    const up = (port: number, value: number): string =>
      `headroom_server_up{server="Ollama",port="${port}"} ${value}`
    expect(await linesOf(ofModels, { servers })).toEqual([up(0, 1), up(1, 1), up(2, 0), up(3, 0)])
  })

  test('have no series where they are old', async () => {
    const old = { ...ofSource, id: 'servers', kind: 'ok', isStale: true } as const
    expect(await linesOf(ofModels, { ...loaded, sources: [old] })).toEqual([])
    const models = [{ ...gemma, isStale: true }]
    expect(await linesOf(ofModels, { ...loaded, servers: [], models })).toEqual([])
  })

  test('are bounded', async () => {
    const models = Array.from({ length: 50 }, (_, n) => ({ ...gemma, name: `model ${n}` }))
    const servers = Array.from({ length: 50 }, (_, port) => ({ ...ollama, port }))
    const lines = await linesOf(ofModels, { servers, models })
    const count = (name: string): number => lines.filter((line) => line.startsWith(name)).length
    expect(count('headroom_model_bytes')).toBe(20)
    expect(count('headroom_model_context_ratio')).toBe(20)
    expect(count('headroom_server_up')).toBe(20)
  })
})
