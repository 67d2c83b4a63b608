import { describe, expect, test } from 'vitest'
import { logLine } from '../../../src/main/inference/logs/log-text.ts'
import {
  bodyAnchors,
  carriesBody,
  createBodies,
} from '../../../src/main/inference/logs/request-bodies.ts'

/** Composed after what these servers print when they are asked to be verbose. */
const opening = [
  'Received request: POST to /v1/chat/completions with body  {',
  'Generated prediction:  {',
  'Incoming Request Body: {',
  'Outgoing Response: {',
  '[LM STUDIO SERVER] Accumulated tokens: The usual causes are:',
  '[2026-11-21 10:00:00][DEBUG][LM STUDIO SERVER] Accumulated 3 tokens: Dear user',
  '2026-11-21 10:00:00 [DEBUG] Generated prediction: Dear user',
] as const
const carrying = [
  'Received request: POST to /v1/chat/completions with body  {"model":"a"}',
  "Received request chatcmpl-12: prompt: 'why', params: SamplingParams(n=1)",
  'srv  log_server_r: request:  {"messages":[]}',
  'srv  params_from_: Grammar: root ::= "a"',
  'Parsed message: {"role":"assistant","content":"hello"}',
  '[SSE] data: {"choices":[]}',
  'time=2026-02-20T16:27:57.478Z level=DEBUG source=routes.go:1 msg="chat request" prompt="a"',
  'time=2026-02-20T16:27:57.478Z level=TRACE source=x.go:1 msg=decode content="a"',
  'data: {"choices":[]}',
  '{"id":"chatcmpl-1","object":"chat.completion"}',
  '"content": "zsh: killed",',
  'User: zsh: killed     python train.py',
  'user> why does it say so',
  '**Assistant:** the kernel prints it',
  '[user]: why',
  'You said: why',
  'system_prompt: You are kind',
  'Received prompt: why',
  '>>> what does "Killed" mean',
  '<|im_start|>user',
  '[INST] why',
  '+    RuntimeError: [malloc] Unable to allocate 1024 bytes.',
]

/** How much of `behind` the body hides that `head` begins: null where it has no end there. */
function hiddenBy(head: string, behind: string): number | null {
  const text = `${head}\n${behind}`
  const bodies = createBodies()
  const end = bodies.pass(logLine(head, 1), text, head.length)
  return end === text.length ? null : end - head.length - 1
}

describe('the body of a request', () => {
  test.each(opening)('begins, and goes on over the lines below: %s', (head) => {
    expect(carriesBody(logLine(head, 1).text)).toBe(true)
    expect(hiddenBy(head, 'nothing\nof interest')).toBeNull()
    expect(bodyAnchors.some((anchor) => head.includes(anchor))).toBe(true)
  })

  test.each(carrying)('stands in one line: %s', (text) => {
    const line = `${text}\n`
    expect(carriesBody(text)).toBe(true)
    expect(createBodies().pass(logLine(text, 1), `${line}x`, text.length)).toBe(text.length)
  })

  test.each([
    'srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200',
    'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB',
    'time=2026-02-20T16:27:57.478Z level=INFO source=sched.go:1 msg="loading model" model=/a',
    'srv    load_model: loading model {',
    '[GIN] 2026/02/20 - 16:27:57 | 200 | 44.88s | 127.0.0.1 | POST "/api/generate"',
    'prompt eval time =     228.83 ms /    12 tokens',
    'Prompt: 12 tokens, 41.118 tokens-per-sec',
    'system_info: n_threads = 8',
    '❌ eğitim başarısız: MPS backend out of memory',
    '# RuntimeError: MPS backend out of memory',
    '{"error":{"code":400,"message":"why","type":"exceed_context_size_error"}}',
  ])('is not in: %s', (text) => {
    expect(carriesBody(text)).toBe(false)
  })
})

const brackets = 'Incoming Request Body: {'
const words = '[LM STUDIO SERVER] Accumulated 3 tokens: Dear user'

describe('the end of a body', () => {
  test.each([
    ['a bracket at the beginning of a line', '  "a": [\n  ]\n', '}\nnext'],
    ["LM Studio's next message", ' some text\n\n', '2026-03-09 18:20:01  [INFO]\n x'],
    ["the next message of LM Studio's old form", ' text\r\n', '[2025-04-17 18:32:17][INFO] x'],
    ["Ollama's next message", ' text\n', 'time=2026-02-20T16:27:57Z level=INFO msg=x'],
    ["llama-server's next message", '\r  text\r', '0.00.040.099 I srv  x'],
    ["a logger's next message", ' text\n', 'INFO:     127.0.0.1:1 - "POST /v1 HTTP/1.1" 200 OK'],
    ["ggml's message", ' text\n', 'ggml_metal_buffer_init: error: failed'],
  ])('of brackets is %s', (_, body, behind) => {
    expect(hiddenBy(brackets, body + behind)).toBe(body.length)
  })

  test('of brackets is no date within a line', () => {
    expect(hiddenBy(brackets, '  "a": {}\n  "2026-03-09 18:20:01"\n  }')).toBeNull()
  })

  test("of plain text is only the program's next message, whatever users write", () => {
    const body = 'function x() {\n}\n2026-11-21 09:00:00 x\nggml_metal: y\nINFO: z\n'
    expect(hiddenBy(words, body)).toBeNull()
    expect(hiddenBy(words, `${body}2026-03-09 18:20:01  [INFO]\n x`)).toBe(body.length)
  })

  test('comes after a MiB at the latest, also where a log comes in pieces', () => {
    const line = `${'x'.repeat(99)}\n`
    const hidden = hiddenBy(words, line.repeat(11_000))
    expect(hidden).toBe(1_048_600)
    const bodies = createBodies()
    bodies.pass(logLine(words, 1), `${words}\n`, words.length)
    const piece = line.repeat(1_000)
    const ends = Array.from({ length: 12 }, () => bodies.resume(piece))
    expect(ends).toEqual([...Array.from({ length: 10 }, () => 100_000), 48_600, 0])
  })
})

test.each([
  'INFO:vllm_mlx.server:Streaming response: 8 tokens in 0.21s',
  'INFO:     Streaming response: started',
  'DEBUG:root:Accumulating tokens for request: abc',
])('words like those of LM Studio hide nothing of another program: %s', (head) => {
  expect(hiddenBy(head, 'ggml_metal_buffer_init: error: x')).toBe(-1)
})
