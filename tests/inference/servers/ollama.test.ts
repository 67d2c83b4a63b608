import { expect, test } from 'vitest'
import { ollama } from '../../../src/main/inference/servers/ollama.ts'
import { answerOf, processOf, toldBy } from '../told.ts'

const nowMs = Date.parse('2026-08-20T10:00:00Z')
const loaded = {
  name: 'gemma4',
  model: 'gemma4',
  size: 1_000,
  size_vram: 750,
  context_length: 4096,
  expires_at: '2026-08-20T12:05:00+02:00',
  details: { format: 'GGUF', quantization_level: 'Q4_K_M' },
}
const modelsAt = (path: string, ...models: readonly object[]): unknown =>
  toldBy(ollama, answerOf(`GET ${path}`, { models }, { nowMs }))?.facts.models

test('its first page proves it, and its version alone does not', () => {
  expect(toldBy(ollama, answerOf('GET /', 'Ollama is running'))?.certainty).toBe('proof')
  expect(toldBy(ollama, answerOf('GET /', 'Docker Model Runner is running'))).toBe(null)
  expect(toldBy(ollama, answerOf('GET /api/version', { version: '0.5.1' }))).toEqual({
    certainty: 'fits',
    facts: { version: '0.5.1' },
  })
})

test('a loaded model tells its memory, the share of the GPU and when it goes', () => {
  expect(modelsAt('/api/ps', loaded)).toEqual([
    {
      id: 'gemma4',
      quantization: 'Q4_K_M',
      format: 'gguf',
      isRemote: false,
      sizeBytes: 1_000,
      vramBytes: 750,
      cpuBytes: 250,
      gpuRatio: 0.75,
      contextTokens: 4096,
      expiresAtMs: Date.parse('2026-08-20T10:05:00Z'),
      state: 'loaded',
    },
  ])
  expect(modelsAt('/api/ps')).toEqual([])
})

test('sizes that were never set, or more on the GPU than in all, give no share', () => {
  expect(modelsAt('/api/ps', { ...loaded, size: 0, size_vram: 0 })).toMatchObject([
    { sizeBytes: null, vramBytes: null },
  ])
  expect(modelsAt('/api/ps', { ...loaded, size_vram: 2_000 })).toMatchObject([
    { cpuBytes: 0, gpuRatio: null },
  ])
})

test('one that has expired and is still there is being unloaded', () => {
  const past = { ...loaded, expires_at: '2026-08-20T09:59:59Z' }
  expect(modelsAt('/api/ps', past)).toMatchObject([{ state: 'unloading' }])
})

test('what is installed has a file and no memory, and may run elsewhere', () => {
  expect(modelsAt('/api/tags', { ...loaded, remote_host: 'https://example.org' })).toEqual([
    {
      id: 'gemma4',
      quantization: 'Q4_K_M',
      format: 'gguf',
      isRemote: true,
      fileBytes: 1_000,
      sizeBytes: null,
      state: null,
    },
  ])
})

test('the end of an answer tells its speeds, from nanoseconds', () => {
  const final = {
    model: 'gemma4',
    done: true,
    done_reason: 'stop',
    load_duration: 101_000_000,
    prompt_eval_count: 10,
    prompt_eval_duration: 20_000_000,
    eval_count: 30,
    eval_duration: 1_500_000_000,
  }
  expect(toldBy(ollama, answerOf('POST /api/generate', final))?.facts).toEqual({
    doneReason: 'stop',
    unloadAccepted: null,
    promptTokens: 10,
    generatedTokens: 30,
    promptTokensPerSecond: 500,
    tokensPerSecond: 20,
    loadMs: 101,
    models: [{ id: 'gemma4' }],
  })
})

test('it is asked to unload by a request without a prompt, and says that it took it', () => {
  const { unload } = ollama
  const target = { id: 'gemma4', instanceId: null, facts: {} }
  expect(unload.kind === 'request' ? unload.plan(target)?.request : null).toEqual({
    method: 'POST',
    path: '/api/generate',
    body: { model: 'gemma4', keep_alive: 0 },
  })
  const taken = { model: 'gemma4', done: true, done_reason: 'unload' }
  expect(toldBy(ollama, answerOf('POST /api/chat', taken))?.facts).toMatchObject({
    unloadAccepted: true,
  })
})

test('the server and its app are Ollama, and a client is not', () => {
  const isOllama = (command: string): boolean => ollama.isProcess(processOf(command))
  expect(isOllama('/Applications/Ollama.app/Contents/Resources/ollama serve')).toBe(true)
  expect(isOllama('/Applications/Ollama.app/Contents/MacOS/Ollama')).toBe(true)
  expect(isOllama('/usr/local/bin/ollama run gemma4')).toBe(false)
})

test('a description tells what the model can at most, by the name that was asked for', () => {
  const described = {
    details: { format: 'gguf', quantization_level: 'Q6_K' },
    model_info: { 'general.architecture': 'acme', 'acme.context_length': 40_960 },
  }
  const sent = { model: 'acme:8b' }
  expect(toldBy(ollama, answerOf('POST /api/show', described, { sent }))?.facts.models).toEqual([
    {
      id: 'acme:8b',
      quantization: 'Q6_K',
      format: 'gguf',
      isRemote: false,
      maxContextTokens: 40_960,
    },
  ])
  expect(toldBy(ollama, answerOf('POST /api/show', { license: 'x' }))).toBe(null)
})

test('its command line names it', () => {
  const line = answerOf('ps -o args', '/opt/ollama/bin/ollama serve')
  expect(toldBy(ollama, line)?.certainty).toBe('proof')
  expect(toldBy(ollama, answerOf('ps -o args', 'ollama run m'))).toBe(null)
})
