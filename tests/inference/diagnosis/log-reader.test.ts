import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'

const index = createCatalogue()
const reading = () => createLogReader(index, { program: null, isAppleSilicon: null })

function readWhole(text: string) {
  const reader = reading()
  const found = reader.read(text)
  return { found, failures: reader.failures(), facts: reader.facts(), state: reader.state() }
}
const classesIn = (text: string): readonly string[] =>
  readWhole(text).failures.map((failure) => failure.class)

/** Composed after inference-logs.md §2 and §3. */
const lines = [
  "srv    load_model: loading model 'a.gguf'",
  "[47091] 0.00.007.078 I srv    load_model: loading model 'b.gguf'",
  'llama_model_loader: loaded meta data with 29 key-value pairs and 75 tensors from a.gguf (version GGUF V3 (latest))',
  'load_tensors: Metal_Mapped model buffer size =  4403.49 MiB',
  'llama_context: constructing llama_context',
  'llama_context: n_ctx                 = 131072',
  '0.00.028.344 I llama_kv_cache:       MTL0 KV buffer size = 16384.00 MiB',
  'ggml_metal_device_init: recommendedMaxWorkingSetSize  = 22906.50 MB',
  'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB',
  'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 8896122880',
  'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)',
  'srv  llama_server: model loaded',
  'common_params_fit_impl: getting device memory data for initial parameters:',
  'common_fit_params: fitting params to free memory took 0.01 seconds',
  'time=2026-02-20T16:27:57.478Z level=INFO source=sched.go:1 msg="system memory" total="8.0 GiB" free="1.2 GiB" free_swap="0 B"',
  '2026-03-09 18:20:01  [INFO] Received request: POST to /v1/chat/completions with body  {',
  '  "messages": [',
  '}',
  ' 50%|#####     | 1/2 [00:33<00:33, 33.69s/it]',
  'zsh: killed     python x.py',
  'nothing of interest',
  '',
]
const end = fc.constantFrom('\n', '\r\n', '\r')
const pieces = fc.array(
  fc.record({
    text: fc
      .array(fc.tuple(fc.constantFrom(...lines), end), { maxLength: 12 })
      .map((all) => all.flat().join('')),
  }),
  { maxLength: 8 },
)

describe('a log that is read in pieces', () => {
  test('says the same as in one piece, however it is cut at the ends of its lines', () => {
    fc.assert(
      fc.property(pieces, (cut) => {
        const reader = reading()
        for (const { text } of cut) reader.read(text)
        const whole = readWhole(cut.map(({ text }) => text).join(''))
        expect(reader.failures()).toEqual(whole.failures)
        expect(reader.facts()).toEqual(whole.facts)
        expect(reader.state()).toEqual(whole.state)
      }),
      { numRuns: 300 },
    )
  })

  test('says what is new or has come again, and has it all at last', () => {
    const reader = reading()
    const line = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 8484.02 MiB\n'
    expect(reader.read('nothing\n')).toEqual([])
    expect(reader.read(line).map(({ count }) => count)).toEqual([1])
    expect(reader.read(line).map(({ count }) => count)).toEqual([2])
    expect(reader.failures().map(({ count }) => count)).toEqual([2])
  })
})

describe('the number of a line', () => {
  const killed = 'zsh: killed     python x.py'

  test.each([
    ['\n', `a\nb\n${killed}\n`, 3],
    ['\r\n', `a\r\nb\r\n${killed}\r\n`, 3],
    ['a bar that overwrites itself', `a\n 1%\r 2%\r 3%\r${killed}\n`, 2],
    ['no end', `a\n${killed}`, 2],
  ])('is that of an editor: %s', (_, text, number) => {
    expect(readWhole(text).failures.map(({ line }) => line.number)).toEqual([number])
  })

  test('is counted on over pieces, and anew in another file', () => {
    const reader = reading()
    reader.read('a\nb\n')
    reader.read(`c\n${killed}\n`)
    expect(reader.failures()[0]?.line.number).toBe(4)
    reader.turnPage()
    reader.read("srv    load_model: loading model 'a.gguf'\n")
    const [again] = reader.read(`${killed}\n`)
    expect(again?.line.number).toBe(2)
  })
})

const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB'

describe('a failure', () => {
  const follows = 'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 8896122880'

  test('is one with what follows from it, which has the more exact figures', () => {
    const { failures } = readWhole(`${refused}\n${follows}\n`)
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({
      class: 'metal-alloc-failed',
      signature: 'ggml-metal-buffer-refused',
      facts: { triedBytes: 8_896_122_880 },
      line: { number: 1 },
    })
  })

  test('of another load is another one', () => {
    const load = "srv    load_model: loading model 'a.gguf'"
    expect(classesIn([load, refused, load, refused].join('\n'))).toEqual([
      'metal-alloc-failed',
      'metal-alloc-failed',
    ])
  })

  test("of a router's child is that child's, with its figures", () => {
    const { failures } = readWhole(
      [
        "[8081] srv    load_model: loading model 'a.gguf'",
        "[8082] srv    load_model: loading model 'b.gguf'",
        '[8081] llama_context: n_ctx                 = 4096',
        '[8082] llama_context: n_ctx                 = 131072',
        `[8082] ${refused}`,
      ].join('\n'),
    )
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({
      port: 8_082,
      facts: { modelPath: 'b.gguf', contextTokens: 131_072 },
    })
  })

  test('has the instant of its line, else of the last line above that had one', () => {
    const { failures } = readWhole(`2026-02-20T16:27:57Z srv  x: model loaded\n${refused}\n`)
    expect(failures[0]?.atMs).toBe(Date.parse('2026-02-20T16:27:57Z'))
  })
})

describe('a failure that is none', () => {
  test("follows from another machine's GPU", () => {
    const follows =
      'llama_init_from_model: failed to initialize the context: failed to allocate compute pp buffers'
    const cuda = 'ggml_gallocr_reserve_n_impl: failed to allocate CUDA0 buffer of size 9437184000'
    expect(classesIn(follows)).toEqual(['metal-alloc-failed'])
    expect(classesIn(`${cuda}\n${follows}`)).toEqual([])
  })

  test('is quoted by somebody, or stands in the body of a request', () => {
    const quotes = [
      `The line is "${refused}".`,
      `- \`${refused}\``,
      `{"role":"user","content":"${refused}"}`,
      '2026-03-09 18:20:01  [DEBUG] Received request: POST to /v1/chat/completions with body  {',
      '  "messages": [ { "content": "',
      'zsh: killed     python x.py',
      '}',
    ]
    expect(classesIn(quotes.join('\n'))).toEqual([])
    expect(classesIn([...quotes, refused].join('\n'))).toEqual(['metal-alloc-failed'])
  })

  test('of a log that does nothing but fail is kept for the last loads', () => {
    const load = "srv    load_model: loading model 'a.gguf'\n"
    const { failures } = readWhole(`${load}${refused}\n`.repeat(500))
    expect(failures.length).toBeLessThanOrEqual(200)
    expect(failures.at(-1)?.line.number).toBe(1_000)
  })
})

describe('a line that is long and odd', () => {
  test.each([
    'error: ',
    'a: ',
    'a:',
    '(00000008:',
    'error loading model: ',
    'unknown model architecture ',
    'bad magic ',
    '[2026-01-20 11:43:20] ',
    'ERROR: ',
    '"',
    'with body {',
    'failed to ',
  ])('has an end: %j again and again', (piece) => {
    const text = piece.repeat(65_536 / piece.length)
    expect(
      classesIn(`${text}unknown model architecture missing tensor bad magic build: \n`),
    ).toEqual([])
  })
})
