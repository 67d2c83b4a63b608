import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'

const index = createCatalogue()

function failuresIn(lines: readonly string[]) {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${lines.join('\n')}\n`)
  return reader.failures()
}

// composed from ggml.c, ggml-backend.cpp and llama-kv-cache.cpp; the third line is left out of release builds to 2024
const refusedByCpu = [
  'ggml_aligned_malloc: insufficient memory (attempted to allocate 62500.00 MB)',
  'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 65536000000',
  'alloc_tensor_range: failed to allocate CPU buffer of size 65536000000',
  'llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache',
]

describe('what follows from a refusal', () => {
  test.each([
    ['today', refusedByCpu],
    ['in a release build of 2024', refusedByCpu.filter((line) => !line.startsWith('alloc_'))],
  ])('of the CPU %s is no failure of Metal', (_, lines) => {
    const [failure, ...others] = failuresIn(lines)
    expect(failure).toMatchObject({
      class: 'system-memory-refused',
      signature: 'ggml-cpu-out-of-memory',
      facts: { triedBytes: 65_536_000_000 },
    })
    expect(others).toEqual([])
  })

  test('of Metal is the same failure', () => {
    const lines = [
      'ggml_metal_buffer_init: error: failed to allocate buffer, size = 62500.00 MiB',
      'alloc_tensor_range: failed to allocate Metal buffer of size 65536000000',
      ...refusedByCpu.slice(3),
    ]
    expect(failuresIn(lines).map(({ class: found, count }) => [found, count])).toEqual([
      ['metal-alloc-failed', 1],
    ])
  })
})

describe('an answer that the context is too small', () => {
  // composed from server-common.cpp, format_error_response, behind the words of clients
  test.each([
    'Error: 400 {"error":{"code":400,"message":"request (9696 tokens) exceeds the available context size (8192 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9696,"n_ctx":8192}}',
    "openai.BadRequestError: Error code: 400 - {'error': {'code': 400, 'message': 'request (9696 tokens) exceeds the available context size (8192 tokens), try increasing it', 'type': 'exceed_context_size_error', 'n_prompt_tokens': 9696, 'n_ctx': 8192}}",
  ])('has its figures: %s', (line) => {
    expect(failuresIn([line])).toMatchObject([
      {
        class: 'context-full',
        signature: 'llama-exceed-context-answer',
        facts: { requestedTokens: 9_696, contextTokensPerSequence: 8_192 },
      },
    ])
    expect(failuresIn([`The answer \`${line}\` tells it`])).toEqual([])
  })
})
