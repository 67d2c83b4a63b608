import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogRedact } from '../../src/main/host/redact-log.ts'
import { createRedact } from '../../src/main/host/redact.ts'

const redact = (...pieces: readonly string[]): string => {
  const ofLog = createLogRedact(createRedact(['wilhelmine']))
  return pieces.map(ofLog).join('')
}

// composed; the forms are those of LM Studio, mlx_lm.server, vLLM, Ollama and llama-server -v
describe('what users and models write is removed', () => {
  test.each([
    [
      "INFO 08-23 13:51:43 [logger.py:43] Received request cmpl-1: prompt: 'MY WORDS', params: SamplingParams(n=1)",
      'INFO 08-23 13:51:43 [logger.py:43] Received request cmpl-1: [removed]',
    ],
    [
      'time=2026-02-20T16:27:57Z level=DEBUG source=routes.go:1 msg="chat request" images=0 prompt="MY WORDS"',
      'time=2026-02-20T16:27:57Z level=DEBUG source=routes.go:1 msg="chat request" [removed]',
    ],
    [
      'time=2026-02-20T16:27:57Z level=DEBUG source=cache.go:1 msg="loading cache slot" id=0 prompt="MY WORDS"',
      'time=2026-02-20T16:27:57Z level=DEBUG source=cache.go:1 msg="loading cache slot" id=0 prompt= [removed]',
    ],
    [
      'srv  log_server_r: request:  {"messages":["MY WORDS"]}',
      'srv  log_server_r: request: [removed]',
    ],
    [
      'data stream, to_send: data: {"content":"MY WORDS"}',
      'data stream, to_send: data: {"content": [removed]',
    ],
    ["formatted prompt: '<|im_start|>MY WORDS'", 'formatted prompt: [removed]'],
    [String.raw`{"body":"{\"messages\":[{\"content\":\"MY WORDS\"}]}"}`, '{"body": [removed]'],
    ['Accumulated 3 tokens: MY WORDS', 'Accumulated 3 tokens [removed]'],
    ["{'role': 'user', 'content': 'MY WORDS'}", "{'role': 'user', 'content': [removed]"],
    ['[SSE] data: {"x":"MY WORDS"}', '[SSE] [removed]'],
  ])('%s', (line, clean) => {
    expect(redact(`${line}\n`)).toBe(`${clean}\n`)
  })
})

describe('the rest of a request is removed', () => {
  test('over the lines of a request, which stay as empty lines', () => {
    const log = [
      '2026-03-16 20:40:22,469 - DEBUG - Incoming Request Body: {',
      '\t"model": "x",',
      '\t"stop": "MY WORDS",',
      '}',
      '2026-03-16 20:40:22,470 - INFO - KV Caches: 1 seq, 0.10 GB',
    ]
    expect(redact(log.join('\n'))).toBe(
      `2026-03-16 20:40:22,469 - DEBUG - Incoming Request Body: [removed]\n\n\n\n${log[4]}`,
    )
  })

  test('though the request comes in two pieces', () => {
    const clean = redact(
      '[2026-04-17 18:32:17][DEBUG] Received request: POST to /v1 with body {\r\n',
      '"a": "MY WORDS"\r\n}\r\nafter\r\n',
    )
    expect(clean).toBe(
      '[2026-04-17 18:32:17][DEBUG] Received request: POST to /v1 with body [removed]\r\n\r\n\r\nafter\r\n',
    )
  })

  test('to the next message of the program, where quotes are not closed', () => {
    const clean = redact(
      'new prompt: "MY\nWORDS: and\n\nmore"\nsrv  update_slots: all slots are idle\n',
    )
    expect(clean).toBe('new prompt: [removed]\n\n\n\nsrv  update_slots: all slots are idle\n')
  })
})

describe('what programs say stays', () => {
  test.each([
    'time=2026-02-10T15:21:54.029+09:00 level=WARN source=runner.go:152 msg="truncating input prompt" limit=4096 prompt=8353 keep=5 new=4096',
    'srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 500',
    'slot update_slots: id  0 | task 0 | new prompt, n_ctx_slot = 4096, n_tokens = 12',
    'error: request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it',
    'ggml_metal_buffer_init: error: failed to allocate buffer, size = 16384.00 MiB',
    'prompt eval time =     228.83 ms /    12 tokens (   19.07 ms per token,    52.44 tokens per second)',
    'got prompt',
    '[GIN] 2026/02/20 - 16:27:57 | 500 | 44.88s | 127.0.0.1 | POST "/api/generate"',
    'RuntimeError: MPS backend out of memory (MPS allocated: 8.98 GB, other allocations: 72.00 KB, max allowed: 9.07 GB).',
    'time=2026-02-20T16:27:57Z level=ERROR source=server.go:1 msg="llama runner terminated" error="exit status 2"',
  ])('%s', (line) => {
    expect(redact(`${line}\n`)).toBe(`${line}\n`)
  })

  test('but users in paths and keys are removed as everywhere', () => {
    expect(redact('loading /Users/wilhelmine/m.gguf --api-key sesame\n')).toBe(
      'loading /Users/user1/m.gguf --api-key [removed]\n',
    )
  })
})

const pieces = [
  'with body ',
  'Received request ',
  'level=DEBUG ',
  'msg="',
  'llama',
  'ggml',
  '"content',
  '\\',
  '"',
  "'",
  ':',
  '{',
  ',',
  ' ',
  'srv ',
  'a',
]
const someText = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
/** A line is never longer (host/log). */
const longestLine = 65_536

test('a line is looked through in the time of its length, whatever it repeats', () => {
  fc.assert(
    fc.property(someText, someText, (head, repeated) => {
      const period = repeated.join('')
      const line = (head.join('') + period.repeat(longestLine)).slice(0, longestLine)
      expect(redact(`${line}\n${line}\n`.repeat(4)).length).toBeGreaterThan(0)
    }),
    { numRuns: 40 },
  )
}, 120_000)
