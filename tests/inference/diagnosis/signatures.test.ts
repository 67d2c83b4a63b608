import { describe, expect, test } from 'vitest'
import { createCatalogue, signatures } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { allCases as cases } from './signatures/all-cases.ts'

/** They tell figures beside a failure, or that another machine's GPU failed: no finding is known by them. */
const figuresOnly: ReadonlySet<string> = new Set([
  'ggml-refused-elsewhere',
  'ggml-cuda-out-of-memory',
])
/** Believed on Apple silicon only. */
const onAppleSilicon: ReadonlySet<string> = new Set(['llama-intel-on-apple'])

const index = createCatalogue()

function failuresIn(log: string, isAppleSilicon: boolean | null = null) {
  const reader = createLogReader(index, { program: null, isAppleSilicon })
  reader.read(`${log}\n`)
  return reader.failures()
}

describe('each signature, among all that Headroom knows', () => {
  test.each(cases)('$signature is known by its line ($origin)', ({ signature, log, facts }) => {
    const found = failuresIn(log).find((failure) => failure.signature === signature)
    expect(found?.signature).toBe(signature)
    expect(found?.facts).toMatchObject(facts ?? {})
  })

  test.each(cases)('nothing is found in what looks like $signature', ({ twin }) => {
    expect(failuresIn(twin).map(({ signature }) => signature)).toEqual([])
  })

  test('llama-intel-on-apple is found on Apple silicon only', () => {
    const line =
      'build: 4400 (6e1531aca) with Apple clang version 15.0.0 for x86_64-apple-darwin23.6.0'
    expect(failuresIn(line, true).map(({ signature }) => signature)).toEqual([
      'llama-intel-on-apple',
    ])
    expect([...failuresIn(line, false), ...failuresIn(line)]).toEqual([])
  })
})

describe('the catalogue', () => {
  test('has a case for each signature, and none for what is no signature', () => {
    const covered = new Set(cases.map(({ signature }) => signature))
    const known = signatures
      .map(({ id }) => id)
      .filter((id) => !figuresOnly.has(id) && !onAppleSilicon.has(id))
    expect(known.filter((id) => !covered.has(id))).toEqual([])
    expect([...covered].filter((id) => !known.includes(id))).toEqual([])
  })

  test('has at least 60 signatures of at least 8 programs, and no two with one id', () => {
    const known = signatures.filter(({ id }) => !figuresOnly.has(id))
    expect(new Set(known.map(({ id }) => id)).size).toBe(known.length)
    expect(known.length).toBeGreaterThanOrEqual(60)
    expect(new Set(known.map(({ program }) => program)).size).toBeGreaterThanOrEqual(8)
  })

  test('says of every case where its text is from', () => {
    for (const { origin } of cases) expect(origin).toMatch(/^(?:recorded|composed)\b.{8,}/)
  })
})

/** What people write around a line that they were shown: it is no line of the program any more. */
const written: readonly (readonly [how: string, write: (line: string) => string])[] = [
  ['behind a name in a chat', (line) => `User: ${line}`],
  ['behind a name at a prompt', (line) => `user> ${line}`],
  ['as a prompt', (line) => `prompt: ${line}`],
  ['as an answer', (line) => `assistant: ${line}`],
  ["as a server's own note of a prompt", (line) => `INFO:     Received prompt: ${line}`],
  ['at the prompt of Python or Ollama', (line) => `>>> ${line}`],
  ['in a list, with words behind it', (line) => `- ${line} is what I get when I start it`],
]

test.each([
  'You: zsh: killed     python train.py',
  'user> why does it say RuntimeError: MPS backend out of memory (MPS allocated: 17.01 GB, max allowed: 18.13 GB). please help',
  'I saw Out of memory: Killed process 1234 (ollama) today',
  'In the docs: Signal 9 (SIGKILL) received by PID 123 means killed',
  'Answer: wrong number of tensors; expected 10, got 9 is printed when it is cut',
  "why does it say tensor 'blk.0.attn' data is not within the file bounds, model is corrupted or incomplete?",
  "it tells me failed to load model '/secret/place.gguf'",
  'time=2026-11-21T10:00:00.000Z level=ERROR source=server.go:426 msg="llama runner terminated" error="signal: killed"',
])('nothing is found in: %s', (line) => {
  const reader = createLogReader(index, { program: null, isAppleSilicon: true })
  reader.read(`${line}\n`)
  expect([reader.failures(), reader.facts()]).toEqual([[], {}])
})

test.each([
  [
    '❌ eğitim başarısız: MPS backend out of memory (MPS allocated: 9.02 GB, max allowed: 9.07 GB). Tried to allocate 1.00 GB on private pool.',
    'mps-oom',
  ],
  [
    '# RuntimeError: MPS backend out of memory (MPS allocated: 9.02 GB, max allowed: 9.07 GB). Tried to allocate 112.00 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory allocations (may cause system failure).',
    'mps-oom',
  ],
  [
    '- RuntimeError: MPS backend out of memory (MPS allocated: 9.02 GB, max allowed: 9.07 GB).',
    'mps-oom',
  ],
  [
    '{"error":{"code":400,"message":"request (9696 tokens) exceeds the available context size (8192 tokens), try increasing it","type":"exceed_context_size_error"}}',
    'context-full',
  ],
  [
    'alloc_tensor_range: failed to allocate CPU_REPACK buffer of size 12345678901',
    'system-memory-refused',
  ],
  ['slot update_slots: id 0 | task 1 | Context size exceeded', 'context-full'],
])('is found: %s', (line, found) => {
  expect(failuresIn(line).map((failure) => failure.class)).toEqual([found])
})

describe('what users write', () => {
  const lines = cases.flatMap(({ log }) => log.split('\n')).map((line) => line.trim())

  test.each(written)('is no failure and tells nothing: a line %s', (_, write) => {
    const heard = lines.filter((line) => {
      const reader = createLogReader(index, { program: null, isAppleSilicon: true })
      reader.read(`${write(line)}\n`)
      return reader.failures().length > 0 || Object.keys(reader.facts()).length > 0
    })
    expect(heard.map(write)).toEqual([])
  })
})

test('the line of a finding shows the program of a command, and no prompt', () => {
  const [found] = failuresIn('zsh: killed     llama-cli -m x.gguf -p "my secret diagnosis"')
  expect(found?.line.printed).toBe('zsh: killed     llama-cli -m x.gguf …')
})
