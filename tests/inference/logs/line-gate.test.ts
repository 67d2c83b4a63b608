import { describe, expect, test } from 'vitest'
import { createLineGate } from '../../../src/main/inference/logs/line-gate.ts'
import { logLine } from '../../../src/main/inference/logs/log-text.ts'

/** What is shown of a log of which the grammar knows nothing, a line each; `·`: hidden. */
function shownOf(log: string): readonly string[] {
  const gate = createLineGate()
  return log
    .split('\n')
    .map((raw) => (gate.judge(logLine(raw, 1), 'unknown') === 'own' ? raw : '·'))
}
const isShown = (line: string): boolean => shownOf(line)[0] === line

// all composed, in the forms of their programs
describe("a program's own lines are shown", () => {
  test.each([
    '0.12.345.678 I srv  update_slots: all slots are idle',
    'srv  update_slots: all slots are idle',
    'slot      release: id  0 | task 5 | stop processing: n_tokens = 1140, truncated = 0',
    'prompt eval time =     412.11 ms /   120 tokens (    3.43 ms per token,   291.18 tokens per second)',
    "load: control token: 128009 '<|eot_id|>' is not marked as EOG",
    "print_info: EOG token        = 2 '</s>'",
    'llama_model_loader: - kv   3:  tokenizer.chat_template str = {% for message in messages %}...',
    '[GIN] 2026/02/20 - 16:27:57 | 200 |  1.2s |  127.0.0.1 | POST     "/api/chat"',
    'time=2026-02-20T16:27:57.478-06:00 level=INFO source=server.go:12 msg="waiting for server to become available again soon" status="llm server loading model"',
    'time=2026-02-20T16:27:57.478-06:00 level=WARN source=runner.go:128 msg="truncating input prompt" limit=2048 prompt=5000 keep=4 new=2048',
    'INFO:     127.0.0.1:50944 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
    '127.0.0.1 - - [16/Mar/2026 20:40:22] "GET /v1/models HTTP/1.1" 200 -',
    '2026-03-16 20:40:22,469 - INFO - Prompt processing progress: 512/1024',
    'Fetching 12 files:  42%|████▏     | 5/12 [00:01<00:02,  3.51it/s]',
    '{"tid":"0x1f","timestamp":1710000000,"level":"INFO","function":"main","line":2742,"msg":"build info","build":2345}',
    '/opt/venv/lib/python3.12/site-packages/torch/nn.py:12: UserWarning: it is slow',
    '',
  ])('%s', (line) => {
    expect(isShown(line)).toBe(true)
  })

  test('and what Python prints of an exception, with its code', () => {
    const log = [
      'Traceback (most recent call last):',
      '  File "/opt/venv/lib/python3.12/site-packages/mlx_lm/server.py", line 412, in do_POST',
      '    self.handle_completion(request, prompt="as written in the code")',
      '    ~~~~~~~~~~~~~~~~~~~~~~^^^^^^^^^',
      'BrokenPipeError: [Errno 32] Broken pipe',
    ].join('\n')
    expect(shownOf(log).join('\n')).toBe(log)
  })

  test('again below the template of a chat, which a server prints whole', () => {
    const log =
      "main: chat template, example_format: '<|im_start|>system\nYou are a helper<|im_end|>\n'\nmain: server is listening on http://127.0.0.1:8080"
    expect(shownOf(log)).toEqual([
      '·',
      '·',
      '·',
      'main: server is listening on http://127.0.0.1:8080',
    ])
  })
})

describe('what users and models write is hidden', () => {
  test.each([
    'tell me about MY WORDS',
    'Dear user, MY WORDS',
    '### MY WORDS',
    'User: MY WORDS',
    '> MY WORDS',
    '2026-03-16 20:40:22,469 - INFO - Prompt: MY WORDS',
    '2026-03-16 20:40:22,469 - INFO - generating for prompt=MY WORDS',
    '2026-03-16 20:40:22,469 - INFO - messages: [{"role": "user", "content": "MY WORDS"}]',
    "2026-03-16 20:40:22,469 - INFO - asked 'please do tell me all about MY WORDS'",
    '2026-03-16 20:40:22,469 - INFO - 我的话',
    '2026-03-16 20:40:22,469 - INFO - <|im_start|>user MY WORDS',
    "INFO 08-23 13:51:43 [logger.py:43] Received request cmpl-1: prompt: 'MY WORDS', params: SamplingParams(n=1)",
    'INFO:     127.0.0.1:50944 - "GET /search?q=MY+WORDS HTTP/1.1" 200 OK',
    'time=2026-02-20T16:27:57Z level=DEBUG source=routes.go:1 msg="chat request" images=0 prompt="MY WORDS"',
    'srv  log_server_r: request:  {"messages":["MY WORDS"]}',
    "slot update_slots: id 0 | prompt token 0: 1 'MY WORDS are these and others'",
    "main: prompt: 'MY WORDS'",
    '{"level":"INFO","msg":"request","prompt":"MY WORDS"}',
    'slot update_slots: id 0 | prompt: MY WORDS',
    'name | MY WORDS in a table',
    `srv  update_slots: ${'x'.repeat(5_000)}`,
  ])('%s', (line) => {
    expect(isShown(line)).toBe(false)
  })

  test('in the message of an exception that quotes what it was given', () => {
    const [, , , last] = shownOf(
      'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    f()\nValueError: cannot do "MY WORDS"',
    )
    expect(last).toBe('·')
  })
})

describe('a prompt that looks like a log is hidden to its end', () => {
  const pasted = [
    '2026-03-16 09:00:01,000 - INFO - MY WORDS look like a log',
    'srv  update_slots: MY WORDS',
    '0.00.001.000 I slot release: MY WORDS',
    '[GIN] 2026/03/15 - 16:27:57 | 200 | MY WORDS',
    'Traceback (most recent call last):',
    'llama_init: MY WORDS',
    '}',
  ]
  const next = '2026-03-16 20:40:23,470 - INFO - Prompt processing progress: 512/1024'

  test.each([
    '2026-03-16 20:40:22,469 - INFO - Prompt: look at this',
    '2026-03-16 20:40:22,469 - DEBUG - Formatted prompt: <|im_start|>user',
    '2026-03-16 20:40:22,469 - DEBUG - Incoming Request Body: {',
    '[2026-03-16 20:40:22][DEBUG] Received request: POST to /v1/chat/completions with body {',
    '2026-03-16 20:40:22,469 - INFO - asked: <|user|>',
  ])('below %s', (head) => {
    const shown = shownOf([head, ...pasted.slice(0, -1), '', next].join('\n'))
    expect(shown).toEqual(['·', ...pasted.slice(0, -1).map(() => '·'), '·', next])
  })

  test('in a document, until its last bracket', () => {
    const log = [
      'srv  log_server_r: request:  {',
      '"a": [',
      '"}"',
      ']',
      'srv  update_slots: MY WORDS',
      '}',
      'srv  update_slots: all slots are idle',
    ]
    expect(shownOf(log.join('\n'))).toEqual([
      ...log.slice(0, -1).map(() => '·'),
      'srv  update_slots: all slots are idle',
    ])
  })

  test('and to the end of a log without any clock, for as much as a prompt may be long', () => {
    const shown = shownOf(['User: look at this', ...pasted].join('\n'))
    expect(shown.every((line) => line === '·')).toBe(true)
    const long = shownOf(
      `User: look\n${`${'x'.repeat(1_023)}\n`.repeat(1_025)}srv  update_slots: ok`,
    )
    expect(long.at(-1)).toBe('srv  update_slots: ok')
  })

  test('where the failure that it quotes is known to the grammar', () => {
    const gate = createLineGate()
    gate.judge(logLine('2026-03-16 20:40:22,469 - INFO - Prompt: why is this?', 1), 'unknown')
    const line = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB'
    expect(gate.judge(logLine(line, 1), 'failure')).toBe('hidden')
  })
})
