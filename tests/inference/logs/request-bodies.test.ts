import { describe, expect, test } from 'vitest'
import {
  bodyAnchors,
  carriesBody,
  endOfBody,
  opensBody,
} from '../../../src/main/inference/logs/request-bodies.ts'

/** Composed after what these servers print when they are asked to be verbose. */
const opening = [
  'Received request: POST to /v1/chat/completions with body  {',
  'Generated prediction:  {',
  'Incoming Request Body: {',
  'Outgoing Response: {',
  'Accumulated tokens: The usual causes are:',
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
  '+    RuntimeError: [malloc] Unable to allocate 1024 bytes.',
]

describe('the body of a request', () => {
  test.each(opening)('begins, and goes on over the lines below: %s', (text) => {
    expect([carriesBody(text), opensBody(text)]).toEqual([true, true])
    expect(bodyAnchors.some((anchor) => text.includes(anchor))).toBe(true)
  })

  test.each(carrying)('stands in one line: %s', (text) => {
    expect([carriesBody(text), opensBody(text)]).toEqual([true, false])
  })

  test.each([
    'srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200',
    'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB',
    'time=2026-02-20T16:27:57.478Z level=INFO source=sched.go:1 msg="loading model" model=/a',
    'srv    load_model: loading model {',
    '[GIN] 2026/02/20 - 16:27:57 | 200 | 44.88s | 127.0.0.1 | POST "/api/generate"',
  ])('is not in: %s', (text) => {
    expect([carriesBody(text), opensBody(text)]).toEqual([false, false])
  })

  test.each([
    ['a bracket at the beginning of a line', '\n  "a": [\n  ]\n', '}\nnext'],
    ["LM Studio's next message", '\n some text\n\n', '2026-03-09 18:20:01  [INFO]\n x'],
    ["the next message of LM Studio's old form", '\n text\r\n', '[2025-04-17 18:32:17][INFO] x'],
    ["Ollama's next message", '\n text\n', 'time=2026-02-20T16:27:57Z level=INFO msg=x'],
    ["llama-server's next message", '\r  text\r', '0.00.040.099 I srv  x'],
  ])('ends with %s', (_, body, behind) => {
    expect(endOfBody(body + behind, 0)).toBe(body.length)
  })

  test('has no end in a text that only holds more of it', () => {
    const text = '\n  "a": {}\n  "2026-03-09 18:20:01"\n  }'
    expect(endOfBody(text, 0)).toBe(text.length)
  })
})
