import { expect, test } from 'vitest'
import { llamaServer } from '../../../src/main/inference/servers/llama-server.ts'
import { llamaServerRouter } from '../../../src/main/inference/servers/llama-server-router.ts'
import { answerOf, pathsOf, processOf, toldBy } from '../told.ts'

const props = {
  default_generation_settings: { params: {}, n_ctx: 4096 },
  total_slots: 2,
  model_alias: 'quick',
  model_ftype: 'Q4_K - Medium',
  model_path: '/models/quick-q4.gguf',
  endpoint_slots: true,
  endpoint_metrics: false,
  build_info: 'b10470-34af94cd9',
  is_sleeping: false,
}
const slot = { id: 0, n_ctx: 4096, speculative: false, is_processing: false }
const busySlot = {
  ...slot,
  id: 1,
  is_processing: true,
  id_task: 7,
  n_prompt_tokens: 900,
  next_token: [{ has_next_token: true, n_decoded: 151 }],
}
const loading = {
  error: { code: 503, message: 'Loading model', type: 'unavailable_error' },
}

test('its properties name the model, its slots and the build', () => {
  expect(toldBy(llamaServer, answerOf('GET /props', props))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      version: 'b10470-34af94cd9',
      isSleeping: false,
      parallel: 2,
      slotsEnabled: true,
      metricsEnabled: false,
      models: [
        {
          id: 'quick',
          state: 'loaded',
          path: '/models/quick-q4.gguf',
          contextTokens: 4096,
          parallel: 2,
          quantization: 'Q4_K - Medium',
        },
      ],
    },
  })
})

test('an old build names its model by the file, and says nothing of its endpoints or of sleep', () => {
  const old = {
    default_generation_settings: { id: 0, n_ctx: 2048, prompt: 'secret' },
    total_slots: 1,
    model_path: '/models/old.gguf',
    build_info: 'b4400-6e1531aca',
  }
  const told = toldBy(llamaServer, answerOf('GET /props', old))
  expect(told?.facts).toMatchObject({
    isSleeping: null,
    slotsEnabled: null,
    models: [{ id: 'old.gguf', state: 'loaded', quantization: null }],
  })
  expect(JSON.stringify(told)).not.toContain('secret')
})

test('a model that sleeps is said to, by its properties only', () => {
  const asleep = toldBy(llamaServer, answerOf('GET /props', { ...props, is_sleeping: true }))
  expect(asleep?.facts).toMatchObject({ isSleeping: true, models: [{ state: 'sleeping' }] })
  const list = { data: [{ id: 'quick', owned_by: 'llamacpp', meta: { size: 5 } }] }
  const listed = toldBy(llamaServer, answerOf('GET /v1/models', list))
  expect(listed?.facts.models?.[0]?.state).toBeUndefined()
})

test('its list tells the weights, and what it made up for clients of Ollama is no memory', () => {
  const list = {
    models: [{ name: 'quick', model: 'quick', size: '', details: { format: 'gguf' } }],
    data: [
      {
        id: 'quick',
        owned_by: 'llamacpp',
        meta: { n_ctx: 4096, n_ctx_train: 32_768, size: 26_216_448, ftype: 'Q8_0' },
      },
    ],
  }
  expect(toldBy(llamaServer, answerOf('GET /v1/models', list))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      models: [
        {
          id: 'quick',
          quantization: 'Q8_0',
          sizeBytes: null,
          weightsBytes: 26_216_448,
          contextTokens: 4096,
          maxContextTokens: 32_768,
        },
      ],
    },
  })
  const others = { data: [{ id: 'gpt', owned_by: 'vllm' }] }
  expect(toldBy(llamaServer, answerOf('GET /v1/models', others))).toBe(null)
})

test('slots tell what works, how full they are and what was written', () => {
  const told = toldBy(llamaServer, answerOf('GET /slots', [slot, busySlot]))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts).toMatchObject({
    activity: 'busy',
    runningRequests: 1,
    parallel: 2,
    kvRatio: null, // which slots share their cache is not told
    models: [{ state: 'loaded', activity: 'busy', contextTokens: 4096, contextUsedTokens: 900 }],
  })
  expect(told?.facts.slots?.[1]).toEqual({
    id: 1,
    contextTokens: 4096,
    usedTokens: 900,
    isProcessing: true,
    taskId: 7,
    decodedTokens: 151,
  })
  const alone = toldBy(
    llamaServer,
    answerOf('GET /slots', [{ ...busySlot, n_prompt_tokens: 1024 }]),
  )
  expect(alone?.facts.kvRatio).toBe(0.25)
})

test('of the slots of an old build the prompt is not kept, and tokens in use are not known', () => {
  const old = {
    id: 0,
    id_task: -1,
    n_ctx: 2048,
    is_processing: false,
    prompt: 'my secret',
    next_token: { n_decoded: 61 },
  }
  const told = toldBy(llamaServer, answerOf('GET /slots', [old]))
  expect(JSON.stringify(told)).not.toContain('secret')
  expect(told?.facts).toMatchObject({ activity: 'idle', models: [{ contextUsedTokens: null }] })
  expect(told?.facts.slots?.[0]).toMatchObject({ taskId: null, decodedTokens: 61 })
})

test('slots and metrics that are switched off say so; all slots at work is busy', () => {
  const off = { error: { code: 501, message: 'not supported', type: 'not_supported_error' } }
  expect(toldBy(llamaServer, answerOf('GET /slots', off, { status: 501 }))?.facts).toEqual({
    slotsEnabled: false,
  })
  expect(toldBy(llamaServer, answerOf('GET /metrics', off, { status: 501 }))?.facts).toEqual({
    metricsEnabled: false,
  })
  const full = { error: { code: 503, message: 'no slot available' } }
  expect(toldBy(llamaServer, answerOf('GET /slots', full, { status: 503 }))?.facts).toEqual({
    activity: 'busy',
  })
})

test('while it loads every answer says so, and health alone proves nothing', () => {
  for (const path of ['/health', '/props', '/slots', '/v1/models'])
    expect(toldBy(llamaServer, answerOf(`GET ${path}`, loading, { status: 503 }))).toEqual({
      certainty: 'proof',
      facts: { isReady: false, models: [{ state: 'loading' }] },
    })
  const ok = { status: 'ok' }
  expect(toldBy(llamaServer, answerOf('GET /health', ok))?.certainty).toBe('fits')
  const own = answerOf('GET /health', ok, { server: 'llama.cpp' })
  expect(toldBy(llamaServer, own)?.certainty).toBe('proof')
})

test('its metrics are counters, and averages since anyone’s last scrape are left out', () => {
  const text = `# TYPE llamacpp:prompt_tokens_total counter
llamacpp:prompt_tokens_total 1951
llamacpp:tokens_predicted_total 400
llamacpp:predicted_tokens_seconds 44.0529
llamacpp:kv_cache_usage_ratio 0.286865
llamacpp:requests_processing 1
llamacpp:requests_deferred 2
`
  expect(toldBy(llamaServer, answerOf('GET /metrics', text))).toEqual({
    certainty: 'proof',
    facts: {
      isReady: true,
      metricsEnabled: true,
      promptTokensTotal: 1951,
      generatedTokensTotal: 400,
      runningRequests: 1,
      activity: 'busy',
      queueLength: 2,
      kvRatio: 0.286865,
    },
  })
})

const command = '/opt/homebrew/bin/llama-server -m /m/a.gguf --port 8080'
const told = { version: 'b10470-x', slotsEnabled: true, isSleeping: false }

test('its slots, once its properties say that it has them and is awake', () => {
  expect(pathsOf(llamaServer, command, {})).not.toContain('/slots')
  expect(pathsOf(llamaServer, command, told)).toContain('/slots')
  expect(pathsOf(llamaServer, command, { ...told, isSleeping: true })).not.toContain('/slots')
  expect(pathsOf(llamaServer, command, { ...told, slotsEnabled: false })).not.toContain('/slots')
})

test('an old build is asked for its slots only where it was started with --slots', () => {
  const old = { version: 'b4400-x', slotsEnabled: null, isSleeping: null }
  expect(pathsOf(llamaServer, command, old)).not.toContain('/slots')
  expect(pathsOf(llamaServer, `${command} --slots`, old)).toContain('/slots')
})

test('one that falls asleep, by its command line or as it was seen, is never asked for its slots', () => {
  const sleepy = `${command} --sleep-idle-seconds 300`
  expect(pathsOf(llamaServer, sleepy, told)).not.toContain('/slots')
  expect(pathsOf(llamaServer, sleepy, { ...told, activity: 'idle' })).not.toContain('/slots')
  expect(pathsOf(llamaServer, sleepy, { ...told, activity: 'busy' })).not.toContain('/slots')
  expect(pathsOf(llamaServer, command, { ...told, fallsAsleep: true })).not.toContain('/slots')
})

test('its health only until it is ready, its slots not before it has said what it is, its metrics never', () => {
  const asked = pathsOf(llamaServer, `${command} --api-key k --metrics`, {})
  expect(new Set(asked)).toEqual(new Set(['/v1/models', '/health', '/props']))
  expect(pathsOf(llamaServer, command, { ...told, isReady: true })).not.toContain('/health')
  expect(pathsOf(llamaServer, command, told)).not.toContain('/metrics')
})

test('whether one that may fall asleep does so is asked every five seconds, else every thirty', () => {
  const propsEvery = (line: string): readonly (number | null)[] => {
    const known = { process: processOf(line), facts: told, parentKind: null }
    const asked = llamaServer.polls.filter(({ paths }) => paths(known).includes('/props'))
    return asked.map(({ everyMs }) => everyMs?.idle ?? null)
  }
  expect(propsEvery(command)).toEqual([30_000])
  expect(propsEvery(`${command} --sleep-idle-seconds 300`)).toEqual([5_000, 30_000])
})

test('a child of Ollama rests 30 seconds between two questions while it is idle', () => {
  const known = { process: processOf(command), facts: told, parentKind: 'ollama' } as const
  const asked = llamaServer.polls.filter(({ paths }) => paths(known).length > 0)
  expect(asked.map(({ paths, everyMs }) => [paths(known), everyMs?.idle ?? null])).toEqual([
    [['/v1/models'], null],
    [['/props'], 30_000],
    [['/slots'], 30_000],
  ])
})

test('llama-server under the names of its packages, and llama serve', () => {
  for (const command of [
    'llama-server -m m.gguf',
    '/nix/store/x/bin/.llama-server-wrapped -m m.gguf',
    '/usr/bin/llama-server-vulkan --model m.gguf',
    '/Applications/Docker.app/Contents/Resources/bin/com.docker.llama-server --model m.gguf',
    '/usr/local/bin/llama serve -hf ggml-org/gemma',
  ])
    expect(llamaServer.isProcess(processOf(command)), command).toBe(true)
})

test('not the other programs of llama.cpp, an editor that has it open, or a router', () => {
  for (const command of [
    'llama-cli -m m.gguf',
    'llama-bench -m m.gguf',
    'llama download -m m.gguf',
    '/usr/bin/vim src/llama-server',
    '/Applications/Visual Studio Code.app/Contents/MacOS/Electron bin/llama-server',
    'tail -f llama-server.log',
  ]) {
    expect(llamaServer.isProcess(processOf(command)), command).toBe(false)
    expect(llamaServerRouter.isProcess(processOf(command)), command).toBe(false)
  }
  expect(llamaServer.isProcess(processOf('llama-server --models-dir models'))).toBe(false)
})

test('a sampled command line tells the model, the port and whose child it is', () => {
  const blob = `sha256-${'ab'.repeat(32)}`
  const text = `ARGS\n/Applications/Ollama.app/Contents/Resources/llama-server --model /Users/u/.ollama/models/blobs/${blob} --port 50111 --host 127.0.0.1 -c 16384 -np 2\n`
  expect(toldBy(llamaServer, answerOf('ps -o args', text))).toEqual({
    certainty: 'proof',
    facts: {
      parentServerKind: 'ollama',
      port: 50_111,
      modelBlob: blob,
      contextTokens: 16_384,
      parallel: 2,
      metricsEnabled: false,
      models: [
        {
          id: blob,
          path: `/Users/u/.ollama/models/blobs/${blob}`,
          contextTokens: 8192,
          parallel: 2,
        },
      ],
    },
  })
  expect(toldBy(llamaServer, answerOf('ps -o args', 'ARGS\nvim m.gguf\n'))).toBe(null)
})
