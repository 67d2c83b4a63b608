import { describe, expect, test } from 'vitest'
import { askServer } from '../http-server.ts'
import { serverId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { five, refused } from '../shared/found.ts'
import { atMs, gemma, llamaServer, ollama, phi, qwen } from '../shared/loaded.ts'
import { createFakeCore, muchKnown, nothingKnown, ofSource } from './fake-core.ts'
import { bearer, startWeb } from './web-server.ts'

const comment = /^# (HELP [a-z_]+ .+|TYPE [a-z_]+ gauge)$/
const sample =
  /^[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"(,[a-z]+="([^"\\\n]|\\["\\n])*")*\})? [-+.e\d]+$/

/** The lines that are samples; throws where a line is not of Prometheus' text form. */
function samplesIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '')
  const wrong = lines.filter((line) => !comment.test(line) && !sample.test(line))
  expect(wrong).toEqual([])
  return lines.filter((line) => !line.startsWith('#'))
}

const scrape = async (port: number): Promise<readonly string[]> => {
  const answer = await askServer(port, { path: '/metrics', headers: bearer })
  expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  return samplesIn(answer.body)
}

describe('the metrics', () => {
  test('have no series for what is not known: never a 0', async () => {
    expect(await scrape(await startWeb(createFakeCore(nothingKnown)))).toEqual([])
  })

  test('hold what is known, a 0 that is one among it', async () => {
    const samples = await scrape(await startWeb(createFakeCore(muchKnown)))
    expect(samples).toEqual(
      expect.arrayContaining([
        'headroom_room_bytes 50',
        'headroom_ram_room_bytes 60',
        'headroom_gpu_room_bytes 50',
        'headroom_memory_total_bytes 100',
        'headroom_memory_available_bytes 60',
        'headroom_gpu_in_use_bytes 30',
        'headroom_limit_bytes 80',
        'headroom_swap_used_bytes 0',
        'headroom_own_resident_bytes 5',
        'headroom_app_memory_bytes{app="app 1",id="app-1",figure="rss"} 11',
      ]),
    )
    expect(samples.filter((line) => line.startsWith('headroom_own_cpu_ratio'))).toEqual([])
  })

  test('tell which sources answer and which failed, and nothing of the others', async () => {
    const samples = await scrape(await startWeb(createFakeCore(muchKnown)))
    expect(samples.filter((line) => line.startsWith('headroom_source_up'))).toEqual([
      'headroom_source_up{source="memory"} 1',
      'headroom_source_up{source="gpu"} 0',
    ])
  })

  test('name the ten biggest apps; a hostile name brings no line of its own', async () => {
    const samples = await scrape(await startWeb(createFakeCore(muchKnown)))
    const apps = samples.filter((line) => line.startsWith('headroom_app_memory_bytes'))
    expect(apps).toHaveLength(10)
    expect(apps[0]).toContain(String.raw`app="evil\" } 1\nheadroom_room_bytes 0\\"`)
    expect(samples.filter((line) => line.startsWith('headroom_room_bytes'))).toHaveLength(1)
  })

  test('forget what is no longer known', async () => {
    const core = createFakeCore(muchKnown)
    const port = await startWeb(core)
    expect(await scrape(port)).not.toEqual([])
    core.push(nothingKnown)
    expect(await scrape(port)).toEqual([])
    core.push(muchKnown)
    expect(await scrape(port)).toContain('headroom_room_bytes 50')
  })
})

const loaded = {
  ...nothingKnown,
  atMs,
  servers: [ollama, llamaServer],
  models: [gemma, qwen, phi],
}
const ofModels = async (snapshot: Snapshot): Promise<readonly string[]> => {
  const samples = await scrape(await startWeb(createFakeCore(snapshot)))
  return samples.filter((line) => /^headroom_(model|server)_/.test(line))
}

describe('the metrics of models', () => {
  test('tell what is known of each, and nothing of what is not', async () => {
    const [ofGemma, ofQwen] = [
      'model="gemma3:27b",server="Ollama",port="11434"',
      'model="Qwen3-8B-Q4_K_M.gguf",server="llama-server",port="8080"',
    ]
    expect(await ofModels(loaded)).toEqual([
      `headroom_model_memory_bytes{${ofGemma},origin="reported"} 17400000000`,
      `headroom_model_memory_bytes{${ofQwen},origin="argv"} 5200000000`,
      `headroom_model_context_ratio{${ofGemma}} ${2_134 / 8_192}`,
      `headroom_model_context_ratio{${ofQwen}} 0`,
      `headroom_model_tokens_per_second{${ofGemma}} 41.3`,
      'headroom_server_up{server="Ollama",port="11434"} 1',
      'headroom_server_up{server="llama-server",port="8080"} 1',
    ])
  })

  test('have a series for each of two servers of one kind with one model', async () => {
    const second = { ...ollama, id: serverId('second'), port: 11_435 }
    const models = [gemma, { ...gemma, id: qwen.id, serverId: second.id, contextRatio: 0.5 }]
    const samples = await ofModels({ ...loaded, servers: [ollama, second], models })
    expect(samples.filter((line) => line.includes('context_ratio'))).toEqual([
      `headroom_model_context_ratio{model="gemma3:27b",server="Ollama",port="11434"} ${2_134 / 8_192}`,
      'headroom_model_context_ratio{model="gemma3:27b",server="Ollama",port="11435"} 0.5',
    ])
  })
})

describe('the metrics of servers', () => {
  test('tell which servers answer: one that wants a key does, one that cannot be asked has none', async () => {
    const states = ['ready', 'closed', 'starting', 'silent', 'unasked'] as const
    const servers = states.map((state, port) => ({ ...ollama, id: serverId(state), state, port }))
    const up = (port: number, value: number): string =>
      `headroom_server_up{server="Ollama",port="${port}"} ${value}`
    const samples = await ofModels({ ...nothingKnown, servers })
    expect(samples).toEqual([up(0, 1), up(1, 1), up(2, 0), up(3, 0)])
  })

  test('have no series where they are old, and none of another machine’s memory', async () => {
    const old = { ...ofSource, id: 'servers', kind: 'ok', isStale: true } as const
    expect(await ofModels({ ...loaded, sources: [old] })).toEqual([])
    const models = [
      { ...gemma, isStale: true },
      { ...gemma, id: qwen.id, isRemote: true },
    ]
    const samples = await ofModels({ ...loaded, servers: [], models })
    expect(samples.map((line) => line.replace(/\{.*/, ''))).toEqual([
      'headroom_model_context_ratio',
      'headroom_model_tokens_per_second',
    ])
  })

  test('are bounded', async () => {
    const models = Array.from({ length: 50 }, (_, n) => ({ ...gemma, name: `model ${n}` }))
    const servers = Array.from({ length: 50 }, (_, port) => ({ ...ollama, port }))
    const samples = await ofModels({ ...nothingKnown, servers, models })
    expect(samples).toHaveLength(3 * 20 + 20)
  })
})

test('the metrics of findings count each class, and have no series where nothing was found', async () => {
  const core = createFakeCore({ ...nothingKnown, findings: five })
  const port = await startWeb(core)
  expect(await scrape(port)).toEqual([
    'headroom_findings{class="metal-alloc-failed"} 2',
    'headroom_findings{class="context-full"} 1',
    'headroom_findings{class="gpu-flat"} 1',
    'headroom_findings{class="killed-by-system"} 1',
  ])
  core.push({ ...nothingKnown, findings: [refused] })
  expect(await scrape(port)).toEqual(['headroom_findings{class="metal-alloc-failed"} 1'])
  core.push(nothingKnown)
  expect(await scrape(port)).toEqual([])
})
