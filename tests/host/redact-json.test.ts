import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { removeFromJson } from '../../src/main/host/redact-json.ts'
import { createRedact } from '../../src/main/host/redact.ts'
import { jsonIn } from '../../src/shared/parse.ts'

const redact = createRedact([])
const removed = '[removed]'
const slots = (prompt: unknown): unknown => [
  { id: 0, is_processing: true, prompt, next_token: { n_decoded: 61, stopping_word: '' } },
  { id: 1, prompt: '' },
]
const cleanSlots = [
  { id: 0, is_processing: true, prompt: removed, next_token: { n_decoded: 61, stopping_word: '' } },
  { id: 1, prompt: removed },
]

/** JSON as a text in JSON, as often as `layers` says: an HttpAnswer is one layer, a log in it another. */
const wrapped = (json: string, layers: number): string =>
  layers === 0 ? json : wrapped(JSON.stringify({ status: 200, body: json }), layers - 1)

function unwrapped(text: string, layers: number): unknown {
  const json = jsonIn(text)
  if (layers === 0) return json
  const isAnswer = typeof json === 'object' && json !== null && 'body' in json
  return isAnswer ? unwrapped(String(json.body), layers - 1) : json
}

const layersAndIndent = fc.tuple(fc.nat(3), fc.constantFrom(undefined, 1, '\t'))

describe('the prompts of a server that tells them', () => {
  test('go, and what stands beside them stays', () => {
    const body = '[{"id":0,"prompt":"Dear \\"diary\\",\\nmy {love}","n_past":7}]'
    expect(redact(body)).toBe('[{"id":0,"prompt":"[removed]","n_past":7}]')
    expect(redact(JSON.stringify({ status: 200, server: '', body }))).toBe(
      String.raw`{"status":200,"server":"","body":"[{\"id\":0,\"prompt\":\"[removed]\",\"n_past\":7}]"}`,
    )
  })

  test('go from a line of a log, of which nothing else is JSON', () => {
    const line = 'srv  log_server_r: request:  {"prompt":"a secret love","n_predict":5} done\nnext'
    expect(redact(line)).toBe(
      'srv  log_server_r: request:  {"prompt":"[removed]","n_predict":5} done\nnext',
    )
  })

  test.each([
    ['tokens', [1, 450, 4_996, 2.5, -1e-9]],
    ['tokens and words', [1, 'my "love"', [2, '\\'], []]],
    ['a picture and words', { prompt_string: 'my } "love"', multimodal_data: ['aGVsbG8=', null] }],
  ])('go as %s too', (_, prompt) => {
    for (const indent of [undefined, 2]) {
      const clean = redact(wrapped(JSON.stringify(slots(prompt), null, indent), 1))
      expect(unwrapped(clean, 1)).toEqual(cleanSlots)
    }
  })

  test('whatever they say: JSON stays JSON, however deep it lies', () => {
    const anyText = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\\', '"', 'n', ']') }))
    const anyPrompt = fc.oneof(anyText, fc.array(fc.oneof(anyText, fc.integer(), fc.double())))
    fc.assert(
      fc.property(anyPrompt, layersAndIndent, (prompt, [layers, indent]) => {
        const text = wrapped(JSON.stringify(slots(prompt), null, indent), layers)
        const clean = redact(text)
        expect(unwrapped(clean, layers)).toEqual(cleanSlots)
        expect(redact(clean)).toBe(clean)
      }),
      { numRuns: 500 },
    )
  })

  test('go even where they are cut off, up to the end of the line', () => {
    expect(redact('{"prompt":"my lo')).toBe('{"prompt":"[removed]"')
    expect(redact('{"prompt":[1,"my lo\nnext line')).toBe('{"prompt":"[removed]"\nnext line')
    expect(redact(String.raw`"body":"{\"prompt\":\"my lo`)).not.toContain('my lo')
  })
})

describe('the secret arguments that a router tells of its servers', () => {
  test('go, and its other arguments stay', () => {
    const args = ['llama-server', '--api-key', 'sesame', '--port', '8081', '--hf-token=two words']
    const text = wrapped(JSON.stringify({ status: { args } }), 1)
    expect(unwrapped(redact(text), 1)).toEqual({
      status: {
        args: ['llama-server', '--api-key', removed, '--port', '8081', '--hf-token=[removed]'],
      },
    })
  })

  test('go whatever they are, on one line or on many', () => {
    const secret = fc.string({ minLength: 1 }).filter((text) => !/^--\w/.test(text))
    fc.assert(
      fc.property(secret, layersAndIndent, (text, [layers, indent]) => {
        const args = ['--api-key', text, '-c', '512', `--token=${text}`]
        const clean = redact(wrapped(JSON.stringify(args, null, indent), layers))
        expect(unwrapped(clean, layers)).toEqual([
          '--api-key',
          removed,
          '-c',
          '512',
          '--token=[removed]',
        ])
      }),
      { numRuns: 500 },
    )
  })

  test('go from a command line in one text, which ends where it ended', () => {
    const cmd = 'llama-server -p 8080 --api-key sesame'
    const text = wrapped(JSON.stringify({ running: [{ cmd, proxy: 'http://127.0.0.1:1' }] }), 1)
    expect(unwrapped(redact(text), 1)).toEqual({
      running: [{ cmd: 'llama-server -p 8080 --api-key [removed]', proxy: 'http://127.0.0.1:1' }],
    })
    const port = JSON.stringify({ cmd: 'docker run -p 8080', state: 'ready' })
    expect(redact(port)).toBe(port)
  })

  test.each([
    { args: ['--api-key-file', '/run/key', '--cache-type-k', 'q8_0', '--use-token', '--port'] },
    { prompt: 5, prompts: 'two', n_prompt_tokens: 7, prompt_progress: { total: 3 } },
    { key: 'qwen/qwen3', text: 'the word "prompt" alone', chat_template: '{{ "prompt" }}' },
  ])('stay where they are none: %j', (json) => {
    for (const layers of [0, 1, 2]) {
      const text = wrapped(JSON.stringify(json), layers)
      expect(redact(text)).toBe(text)
    }
  })
})

describe('foreign JSON', () => {
  const longBytes = 2 ** 20
  test.each([
    '"prompt":',
    '"prompt":"',
    '"prompt":[',
    '"prompt":["',
    '{"prompt":{"a":',
    String.raw`\"prompt\":\"`,
    String.raw`\\\"prompt\\\":[\"`,
    '"--token","',
    '"--token=',
    '"--token"  ,  ',
    '\\',
    '"',
    '\\"',
    ' ',
    '[',
    '1,',
    '"--a',
  ])('%s without end is looked through in the time of its length', (period) => {
    for (const head of ['', '"prompt":', '"prompt":"', '"prompt":[', '"--token","', '"--token=']) {
      const text = head + period.repeat(longBytes / period.length)
      expect(removeFromJson(text).length).toBeGreaterThan(0)
    }
  })
})
