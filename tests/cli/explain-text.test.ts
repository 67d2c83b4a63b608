import { describe, expect, test } from 'vitest'
import { explainLines } from '../../src/main/cli/explain-text.ts'
import type { Explain, ExplainedFinding } from '../../src/shared/explain.ts'

/** Composed by us; the line as inference-logs.md §3 tells it. */
const refused: ExplainedFinding = {
  class: 'metal-alloc-failed',
  program: 'Ollama',
  line: 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
  lineNumber: 1_204,
  count: 1,
  facts: {},
  sentence: 'Metal refused one buffer of 12.9 GB',
  cause: 'The KV cache is allocated whole.',
  fixes: [
    {
      text: 'Ask for a context of 16384 tokens',
      command: 'launchctl setenv OLLAMA_CONTEXT_LENGTH 16384\nopen -a Ollama',
      costs: 'the model forgets earlier',
    },
    { text: 'Take a smaller quantization' },
  ],
  misadvice: [{ advice: 'Set OLLAMA_MAX_VRAM.', why: 'Ollama reads no such variable' }],
}
const nothing: Explain = {
  schema: 'headroom/explain/1',
  findings: [],
  facts: {},
  foretold: null,
  isUnexplained: false,
  skippedBytes: 0,
}

test('a failure that no line explains is no good news', () => {
  const lines = explainLines({ ...nothing, isUnexplained: true })
  expect(lines[0]).toBe('Something failed here, and these lines do not say of what')
  expect(lines.join(' ')).toContain('~/.ollama/logs/server.log')
})

test('what came again says how often', () => {
  const lines = explainLines({ ...nothing, findings: [{ ...refused, count: 12 }] })
  expect(lines[1]).toBe(
    '  line 1204, 12 times: ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
  )
})

describe('a log that is explained in a terminal', () => {
  test('has a paragraph for each finding: where, what, why, what helps and what does not', () => {
    expect(explainLines({ ...nothing, findings: [refused] })).toEqual([
      'The GPU refused memory (Ollama)',
      '  line 1204: ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
      '',
      '  Metal refused one buffer of 12.9 GB',
      '',
      '  The KV cache is allocated whole.',
      '',
      '  1. Ask for a context of 16384 tokens',
      '       launchctl setenv OLLAMA_CONTEXT_LENGTH 16384',
      '       open -a Ollama',
      '     costs: the model forgets earlier',
      '  2. Take a smaller quantization',
      '',
      '  What does not help',
      '  - Set OLLAMA_MAX_VRAM: Ollama reads no such variable',
    ])
  })

  test('has a blank line between two, and nothing where nothing is to be told', () => {
    const bare = { ...refused, program: null, fixes: [], misadvice: [] }
    const lines = explainLines({ ...nothing, findings: [bare, bare] })
    expect(lines).toHaveLength(6 + 1 + 6)
    expect([lines[0], lines[6], lines[7]]).toEqual([lines[7], '', 'The GPU refused memory'])
  })

  test('without findings says so, and tells what the log states', () => {
    const facts = { modelPath: '/m/a.gguf', contextTokens: 8_192, gpuKvBytes: 2e9, slotCount: 4 }
    const lines = explainLines({ ...nothing, facts })
    expect(lines.map((line) => line.replace(/ {3,}/, ': '))).toEqual([
      'Headroom knows of no failure in this log',
      '',
      'What the log states',
      '  model: /m/a.gguf',
      '  context, tokens: 8192',
      '  slots: 4',
      '  GPU: KV cache: 2.0 GB',
    ])
  })

  test('tells the line that foretold the failure, and how much was not read', () => {
    const foretold = { line: 'n_ctx = 131072', lineNumber: 88, alert: 'It would take 12.9 GB' }
    const lines = explainLines({ ...nothing, foretold, skippedBytes: 1e8 })
    expect(lines.slice(1)).toEqual([
      '',
      'What told of it before',
      '  line 88: n_ctx = 131072',
      '  It would take 12.9 GB',
      '',
      '100 MB of lines that are too long were not read',
    ])
  })
})

describe('what is printed of a foreign log', () => {
  test('brings no control characters to the terminal', () => {
    const evil = 'a\u001b]0;x\u0007b'
    const one = {
      ...refused,
      program: evil,
      line: evil,
      sentence: evil,
      cause: evil,
      fixes: [{ text: evil, command: evil, costs: evil }],
      misadvice: [{ advice: evil, why: evil }],
    }
    const foretold = { line: evil, lineNumber: 1, alert: evil }
    const facts = { modelPath: evil }
    const text = explainLines({ ...nothing, findings: [one], foretold, facts }).join('')
    expect(text).not.toMatch(/\p{Cc}/u)
    expect(text.match(/a\ufffd\]0;x\ufffdb/g)).toHaveLength(12)
  })

  test('breaks long sentences between words, and no command and no line of the log', () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const command = `llama-server ${words}`
    const one = { ...refused, line: words, cause: words, fixes: [{ text: words, command }] }
    const lines = explainLines({ ...nothing, findings: [one] })
    expect(lines).toContain(`  line 1204: ${words}`)
    expect(lines).toContain(`       ${command}`)
    const others = lines.filter((line) => !line.endsWith(words))
    expect(Math.max(...others.map(({ length }) => length))).toBeLessThanOrEqual(90)
    expect(lines.filter((line) => /^ {5}word/.test(line)).length).toBeGreaterThan(3)
  })
})
