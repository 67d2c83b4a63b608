import { expect, test } from 'vitest'
import { firstLoadText, loadLines } from '../../src/main/cli/load-lines.ts'
import { tickText, statusText } from '../../src/main/cli/status-text.ts'
import { llamaServer, ollama } from '../shared/loaded.ts'
import { beyond, failed, fitting, looking } from '../shared/loading.ts'
import { nothingKnown } from '../web/fake-core.ts'

const snapshot = { ...nothingKnown, servers: [ollama, llamaServer], loads: [fitting, beyond] }

test('each load is a line with its need and its verdict, and below it what to try first', () => {
  expect(loadLines(snapshot)).toEqual([
    '  19.2 GB  Qwen3-32B-Q4_K_M.gguf  llama-server · will fit · loading, 42 % done · estimated from its header',
    '  26.1 GB  gemma3:27b  Ollama · will not fit: 3.2 GB too much · loading · as its log says · there is room for 22.9 GB on the GPU · asks for 128k of context; 16k would fit',
    '           try first: Take a context of 16384 tokens: then it fits (saves 3.2 GB)   -c 16384',
  ])
})

test('a load of which nothing is known has no figure, one that failed says so', () => {
  expect(loadLines({ ...snapshot, loads: [looking, failed] })).toEqual([
    '           mlx-community/Mistral-Large-Instruct-2411-4bit  llama-server · what it takes is being looked for · loading',
    '  26.1 GB  gemma3:27b  Ollama · did not load: 3.2 GB too much · after 13 s · as its log says · foretold 11 s before',
    '           try first: Take a context of 16384 tokens: then it fits (saves 3.2 GB)   -c 16384',
  ])
})

test('status has a section for them, a tick a few words, and without loads there is neither', () => {
  expect(statusText(snapshot)).toContain('\nloads\n  19.2 GB  Qwen3-32B')
  expect(tickText(snapshot)).toContain(' · Qwen3-32B-Q4_K_M.gguf loading, 42 % done, will fit')
  const without = { ...snapshot, loads: [] }
  expect(statusText(without)).not.toContain('loads')
  expect(firstLoadText(without)).toBeNull()
  expect(firstLoadText({ ...snapshot, loads: [failed] })).toBe(
    'gemma3:27b did not load: 3.2 GB too much, foretold 11 s before',
  )
  const loaded = { ...fitting, stage: 'loaded', endedAtMs: 1 } as const
  expect(firstLoadText({ ...snapshot, loads: [loaded] })).toBeNull()
})

test('more loads than are read are a count', () => {
  const loads = Array.from({ length: 9 }, () => fitting)
  expect(loadLines({ ...snapshot, loads }).at(-1)).toBe('           3 more')
  expect(loadLines({ ...snapshot, loads })).toHaveLength(7)
})
