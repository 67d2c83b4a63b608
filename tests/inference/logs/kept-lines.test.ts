import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createKeepLines } from '../../../src/main/inference/logs/kept-lines.ts'
import { allCases } from '../diagnosis/signatures/all-cases.ts'

const index = createCatalogue()
const keptOf = (...pieces: readonly string[]): string => pieces.map(createKeepLines(index)).join('')

const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB'

// composed; the forms are those of LM Studio, mlx_lm.server, vLLM, Ollama and llama-server -v
describe('what users and models write is not kept', () => {
  test.each([
    "INFO 08-23 13:51:43 [logger.py:43] Received request cmpl-1: prompt: 'MY WORDS', params: SamplingParams(n=1)",
    'time=2026-02-20T16:27:57Z level=DEBUG source=routes.go:1 msg="chat request" images=0 prompt="MY WORDS"',
    'srv  log_server_r: request:  {"messages":["MY WORDS"]}',
    'User: my password is MY WORDS',
    `User: ${refused}`,
    '>>> tell me about MY WORDS',
    'Dear user, MY WORDS',
    "slot update_slots: id 0 | prompt token 0: 1 'MY WORDS'",
    `[LM STUDIO SERVER] Accumulated 3 tokens: Dear\nMY WORDS\n}\n${refused}`,
    '2026-03-16 20:40:22,469 - DEBUG - Incoming Request Body: {\n "stop": "MY WORDS",\n}',
    'new prompt: "MY\nWORDS: and\n\nmore"',
  ])('%s', (text) => {
    expect(keptOf(`${text}\n`)).toBe(`${text}\n`.replaceAll(/[^\n]/g, ''))
  })

  test('in the command line that a shell prints', () => {
    expect(keptOf('zsh: killed     python chat.py --prompt "MY WORDS"\n')).toBe(
      'zsh: killed     python chat.py …\n',
    )
  })

  test('though a request comes in two pieces', () => {
    const kept = keptOf(
      '[2026-04-17 18:32:17][DEBUG] Received request: POST to /v1 with body {\r\n',
      `"a": "MY WORDS"\r\n}\r\n${refused}\r\n`,
    )
    expect(kept).toBe(`\r\n\r\n\r\n${refused}\r\n`)
  })
})

test('each line that the engine knows stays in its place', () => {
  for (const { log, signature } of allCases) {
    const kept = keptOf(`nothing\n${log}\nnothing\n`)
    expect(kept.split('\n').length, signature).toBe(log.split('\n').length + 3)
    expect(kept.trim(), signature).not.toBe('')
  }
})
