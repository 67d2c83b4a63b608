import { describe, expect, test } from 'vitest'
import {
  instantIn,
  logLine,
  messageIn,
  withoutEscapes,
} from '../../../src/main/inference/logs/log-text.ts'

const message = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  2048.00 MiB'
const said = 'RuntimeError: [metal::malloc] Resource limit (499000) exceeded.'

/** Composed after inference-logs.md §2, each with the prefix of one program or collector. */
const prefixed: readonly (readonly [who: string, printed: string, text: string])[] = [
  ['llama.cpp of 2023 to 2026', message, message],
  ['llama-server of 2026', `0.00.040.099 E ${message}`, message],
  ['an hour later', `61.02.040.099 W ${message}`, message],
  ["a router's child", `[47091] 0.00.007.078 E ${message}`, message],
  ["a router's child without a prefix of its own", `[8081] ${message}`, message],
  ['llamafile and llama.log of 2023', `[1698765432] ${message}`, message],
  ['LM Studio 0.3', `[2025-04-17 18:32:17][INFO][LM STUDIO SERVER] ${message}`, message],
  ['LM Studio from mid 2025 on, in one line', `2025-11-18 14:26:51  [ERROR] ${message}`, message],
  ['LM Studio from mid 2025 on, below its header', ` ${message}`, message],
  ['LM Studio, its server', ` [LM STUDIO SERVER] ${message}`, message],
  ['mlx_lm.server', `2026-03-16 20:40:22,469 - ERROR - ${said}`, said],
  ['python logging with a logger', `2026-03-16 20:40:22,469 - mlx.server - ERROR - ${said}`, said],
  ['logging.basicConfig', `ERROR:vllm_mlx.scheduler:${said}`, said],
  ['uvicorn', `ERROR:    ${said}`, said],
  ['vLLM', `ERROR 08-21 13:20:33 [engine.py:160] ${said}`, said],
  ['a worker of vLLM', `(EngineCore pid=4242) ERROR 08-21 13:20:33 [core.py:1] ${said}`, said],
  ['exo', `[ 2026-08-23 13:51:43.489 | WARNING | exo.worker:run:120 ] ${said}`, said],
  ['loguru', `2026-08-23 13:51:43.489 | ERROR    | exo.worker:run:120 - ${said}`, said],
  ['ComfyUI-Manager', `[2026-01-20 11:43:20.123] ${said}`, said],
  ['Jan', `[2026-01-20][11:43:20][app_lib::core][INFO] ${message}`, message],
  ['LocalAI', `3:04PM DBG GRPC(llama-127.0.0.1:40001): stderr ${message}`, message],
  ['docker compose', `ollama-1  | ${message}`, message],
  ['kubectl logs --prefix', `[pod/ollama-0/ollama] ${message}`, message],
  ['docker logs --timestamps', `2026-02-20T16:27:57.478123Z ${message}`, message],
  ['journald', `Feb 20 16:27:57 mac-mini ollama[4242]: ${message}`, message],
  ['journald with ISO times', `2026-02-20T16:27:57+0100 host ollama[4242]: ${message}`, message],
  [
    'a pod around llama-server',
    `[pod/a-0/b] 2026-02-20T16:27:57Z 0.00.040.099 E ${message}`,
    message,
  ],
  ['colours', `\u001b[31m0.00.040.099 E \u001b[0m${message}\u001b[K`, message],
  ['CRLF', `${message}\r`, message],
]

describe('the message of a line', () => {
  test.each(prefixed)('is told without what stands before it: %s', (_, printed, text) => {
    expect(logLine(printed, 1).text).toBe(text)
  })

  test('of Ollama itself is the whole line, as its keys say what it is', () => {
    const line = 'time=2026-02-20T16:27:57.478-06:00 level=INFO source=sched.go:1 msg="x"'
    expect(messageIn(line)).toBe(line)
  })

  test.each([
    '[GIN] 2026/02/20 - 16:27:57 | 500 | 44.88s | 127.0.0.1 | POST "/api/generate"',
    '10 slots are idle',
    'Error: it failed',
    '2026 was a good year',
    '',
  ])('is left as it is where nothing known stands before it: %s', (text) => {
    expect(messageIn(text)).toBe(text)
  })

  test('keeps what was printed, without colours, and the port of a child', () => {
    expect(logLine(`\u001b[1m[47091] \u001b[0m0.00.001.002 I srv  init: x`, 7)).toEqual({
      printed: '[47091] 0.00.001.002 I srv  init: x',
      text: 'srv  init: x',
      number: 7,
      port: 47_091,
    })
    expect(logLine('[12] x', 1).port).toBeNull()
  })

  test('has an end however many prefixes it claims to have', () => {
    expect(messageIn('ERROR: '.repeat(1_000))).toContain('ERROR:')
  })
})

describe('escapes of a terminal', () => {
  test('are taken out: colours, cursors, titles, links', () => {
    expect(
      withoutEscapes(
        '\u001b[1;31mred\u001b[0m \u001b[2K\u001b]0;title\u0007x\u001b]8;;http://a\u001b\\y',
      ),
    ).toBe('red xy')
  })
})

describe('the instant of a line', () => {
  test.each([
    ['2026-02-20T16:27:57.478-06:00 x', '2026-02-20T22:27:57.478Z'],
    ['time=2026-02-20T16:27:57.478Z level=INFO', '2026-02-20T16:27:57.478Z'],
    ['2026-02-20T16:27:57+0100 x', '2026-02-20T15:27:57.000Z'],
    ['2026-02-20T16:27:57.4Z x', '2026-02-20T16:27:57.400Z'],
  ])('%s', (printed, iso) => {
    expect(new Date(instantIn(printed) ?? 0).toISOString()).toBe(iso)
  })

  test('without a zone is that of this machine', () => {
    const here = new Date(2026, 2, 16, 20, 40, 22, 469).getTime()
    expect(instantIn('2026-03-16 20:40:22,469 - INFO - x')).toBe(here)
    expect(instantIn('[GIN] 2026/03/16 - 20:40:22 | 500 |')).toBe(here - 469)
  })

  test.each([
    '0.00.040.099 E x',
    '2026-13-45T99:99:99Z',
    `${'x'.repeat(100)} 2026-02-20T16:27:57Z`,
  ])('is not known: %s', (printed) => {
    expect(instantIn(printed)).toBeNull()
  })
})
