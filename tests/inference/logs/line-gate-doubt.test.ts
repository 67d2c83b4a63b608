import { describe, expect, test } from 'vitest'
import { createLineGate } from '../../../src/main/inference/logs/line-gate.ts'
import { logLine } from '../../../src/main/inference/logs/log-text.ts'

/** Whether each line of a log is shown, of which the grammar knows nothing. */
function areShown(log: readonly string[]): readonly boolean[] {
  const gate = createLineGate()
  return log.map((raw) => gate.judge(logLine(raw, 1), 'unknown') === 'own')
}
const none = (log: readonly string[]) => log.map(() => false)

// all composed, in the forms of their programs
describe('what may be somebody’s words is hidden', () => {
  test.each([
    '[00:00:00.000 --> 00:00:05.000]   My doctor told me MY WORDS',
    '[0.00s -> 5.00s] My doctor told me MY WORDS',
    'INFO:__main__:Generating: Tell me about MY WORDS',
    '[2026-03-09 18:20:01] I am MY WORDS, what should I do',
    '2026-03-09 18:20:01 [INFO] Running completion for: Tell me about MY WORDS',
    'INFO:root:Processing request for jane.roe@example.com',
    '2026-03-09 18:20:01,123 - server - INFO - User said tell me about MY WORDS',
    '[INFO] generating image for a portrait of MY WORDS',
    'INFO:     I am MY WORDS',
    '{"level":"INFO","msg":"Tell me about MY WORDS"}',
    'boss_name: MY WORDS',
    'load: went away with MY WORDS',
    'main: my secret plan',
    'sampler Jane: nude',
    "Jane's letter:  42%|████▏     | 5/12 [00:01<00:02,  3.51it/s]",
    'INFO:     127.0.0.1:5000 - "GET /search/my-secret-illness HTTP/1.1" 200 OK',
    '127.0.0.1 - - [16/Mar/2026 20:40:22] "GET /v1/my-secret-illness HTTP/1.1" 200 -',
  ])('%s', (line) => {
    expect(areShown([line])).toEqual([false])
  })

  test('in the message of an exception', () => {
    const log = ['Traceback (most recent call last):', 'ValueError: cannot do MY WORDS']
    expect(areShown(log)).toEqual([true, false])
  })

  test('and below a line that nobody knows, until its program speaks again', () => {
    const text = [
      'Output: Once upon a time Jane',
      'load: went away',
      'llama_init: MY WORDS',
      '====',
    ]
    expect(areShown(text)).toEqual(none(text))
    expect(areShown([...text, 'srv  update_slots: all slots are idle'])).toEqual([
      ...none(text),
      true,
    ])
  })

  test('also below one that a logger prints without a time', () => {
    const log = [
      'INFO:root:Received: Summarise this note about Jane',
      'who was fired',
      'main: a bomb',
    ]
    expect(areShown(log)).toEqual(none(log))
  })
})

describe('what only a program says is shown behind any prefix', () => {
  test.each([
    'INFO:vllm_mlx.scheduler:Memory-aware cache enabled: limit=4231.3MB',
    'INFO:vllm_mlx.server:Default max tokens: 32768',
    '2026-03-16 20:40:22,469 - INFO - Starting httpd at 127.0.0.1 on port 8080...',
    '[2024-05-08 18:15] Set vram state to: SHARED',
    'INFO:     127.0.0.1:50944 - "GET /v1/models/1 HTTP/1.1" 200 OK',
    'main: server is listening on http://127.0.0.1:8080',
  ])('%s', (line) => {
    expect(areShown([line])).toEqual([true])
  })
})
