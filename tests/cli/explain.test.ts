import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Explain } from '../../src/shared/explain.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { headroom, program, type Ran } from '../headroom-program.ts'
import { tempFolder } from '../processes.ts'

/** Runs `headroom explain - …` to its end, with `input` as its standard input. */
function explainInput(
  input: Iterable<string | Buffer>,
  ...options: readonly string[]
): Promise<Ran> {
  const child = spawn(process.execPath, [program, 'explain', '-', ...options])
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const pieces = input[Symbol.iterator]()
  const write = (): void => {
    for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
      if (!child.stdin.write(next.value)) return void child.stdin.once('drain', write)
    }
    child.stdin.end()
  }
  write()
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const isExplain = (value: unknown): value is Explain =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/explain/1'

function explainIn({ stdout }: Ran): Explain {
  const value = jsonIn(stdout)
  if (!isExplain(value)) throw new Error(`not an explanation: ${stdout.slice(0, 80)}`)
  return value
}

async function found(input: string | Buffer): Promise<readonly string[]> {
  const ran = await explainInput([input], '--json')
  const { findings } = explainIn(ran)
  expect([ran.code, ran.stderr]).toEqual([findings.length === 0 ? 0 : 1, ''])
  return findings.map((finding) => `${finding.class} ${finding.lineNumber}`)
}

/** The headlines of pages that people land on (inference-logs.md §7.3), printed by a program or not. */
const headlines = [
  ['unknown GGUF version', 'gguf-incompatible'],
  ['tensor not found in metal library', 'metal-unsupported-op'],
  ['no Metal device.', 'cpu-fallback'],
  ['No Metal device found', 'cpu-fallback'],
  ['MLX: Memory pressure detected — consider reducing batch size', 'metal-oom-mid-generation'],
  [
    '[METAL] Metal Allocator: out of memory (Allocation size X exceeds available)',
    'metal-alloc-failed',
  ],
  ['ggml_metal_init: failed to allocate buffer', 'metal-alloc-failed'],
  ['RuntimeError: MPS backend out of memory', 'mps-oom'],
  [
    'RuntimeError: MPS backend out of memory (MPS allocated: ... GB, other allocations: ... GB, max allowed: ... GB)',
    'mps-oom',
  ],
] as const

/** Composed by us: what a terminal shows after an afternoon. */
const scroll = [
  'Last login: Tue Mar 10 09:12:44 on ttys003',
  'user@mac ~ % llama-server -m qwen3-32b.gguf -c 131072',
  "0.00.004.356 I srv    load_model: loading model 'qwen3-32b.gguf'",
  '0.00.155.714 E ggml_metal_buffer_init: error: failed to allocate buffer, size = 32768.00 MiB',
  'zsh: segmentation fault  llama-server -m qwen3-32b.gguf -c 131072',
  'user@mac ~ % grep -r "zsh: killed" notes/',
  'notes/a.md:Why does it print `zsh: killed` here?',
  'user@mac ~ % python generate.py',
  'Fetching 9 files: 100%|██████████| 9/9 [00:00<00:00, 1042.91it/s]',
  '  0%|          | 0/30 [00:00<?, ?it/s]\r  3%|▎         | 1/30 [00:33<16:17, 33.69s/it]\r 10%|█         | 3/30 [01:40<15:03, 33.47s/it]',
  'Traceback (most recent call last):',
  '  File "/Users/user/generate.py", line 12, in <module>',
  '    image = pipe(prompt="a cat").images[0]',
  '  File "/opt/venv/lib/python3.12/site-packages/torch/nn/modules/module.py", line 1751, in _wrapped_call_impl',
  '    return self._call_impl(*args, **kwargs)',
  'RuntimeError: MPS backend out of memory (MPS allocated: 9.05 GiB, other allocations: 384.00 KiB, max allowed: 9.07 GiB). Tried to allocate 112.00 MiB on private pool.',
  'user@mac ~ % ',
].join('\n')

describe('headroom explain -', () => {
  test.each(headlines)('knows the headline of a page: %s', async (headline, expected) => {
    expect(await found(`${headline}\n`)).toEqual([`${expected} 1`])
  })

  test('finds what failed in a pasted terminal, and nothing that is only quoted there', async () => {
    const expected = ['metal-alloc-failed 4', 'mps-oom 16']
    expect(await found(scroll)).toEqual(expected)
    expect(await found(scroll.replaceAll('\n', '\r\n'))).toEqual(expected)
  })

  test('reads what is compressed, and what PowerShell writes', async () => {
    const line = `nothing\n${headlines[6][0]}\n`
    expect(await found(gzipSync(line))).toEqual(['metal-alloc-failed 2'])
    expect(await found(`\ufeff${line}`)).toEqual(['metal-alloc-failed 2'])
    const utf16 = Buffer.from(`\ufeff${line}`, 'utf16le')
    expect(await found(utf16)).toEqual(['metal-alloc-failed 2'])
    expect(await found(utf16.swap16())).toEqual(['metal-alloc-failed 2'])
  })

  test('finds nothing in nothing, and nothing in bytes that are no text', async () => {
    expect(await found('')).toEqual([])
    expect(
      await found(Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 256))),
    ).toEqual([])
    const { code, stdout, stderr } = await explainInput([''])
    expect([code, stdout]).toEqual([0, 'Headroom knows of no failure in this log\n'])
    expect(stderr).toContain('there is nothing in it')
  })

  test('reads on behind a line of 100 MB, and says how much of it was left out', async () => {
    const piece = Buffer.alloc(2 ** 20, 'x')
    const ran = await explainInput(
      [...Array.from({ length: 100 }, () => piece), `\n${headlines[7][0]}\n`],
      '--json',
    )
    const { findings, skippedBytes } = explainIn(ran)
    expect(findings.map(({ lineNumber }) => lineNumber)).toEqual([2])
    expect(skippedBytes).toBe(100 * 2 ** 20 - 64 * 2 ** 10)
  })
})

describe('headroom explain of a file', () => {
  test('tells each finding in words, and ends with 1', async () => {
    const file = join(tempFolder(), 'server.log')
    writeFileSync(file, scroll)
    const { code, stdout, stderr } = await headroom('explain', file)
    expect([code, stderr]).toEqual([1, ''])
    const [title, place] = stdout.split('\n')
    expect(title).toBe('The GPU refused memory (llama.cpp)')
    expect(place).toMatch(/^ {2}line 4: 0\.00\.155\.714 E ggml_metal_buffer_init: error: /)
    expect(stdout).toContain('34.4 GB')
    expect(stdout).toContain('What the log states')
  })

  test.each([
    ['/no/such/file', /^headroom: \/no\/such\/file: no such file or folder\n$/],
    ['/tmp', /^headroom: \/tmp: it is a folder\n$/],
  ])('%s cannot be read: it ends with 2 and one sentence', async (path, sentence) => {
    const { code, stdout, stderr } = await headroom('explain', path, '--json')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
  })

  test('that is compressed and cut off cannot be read either', async () => {
    const file = join(tempFolder(), 'server.log.gz')
    writeFileSync(file, gzipSync(scroll).subarray(0, 300))
    const { code, stdout, stderr } = await headroom('explain', file)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`headroom: ${file}: it is compressed, and broken or cut off\n`)
  })

  test('without a file ends with 2, and its help names the file', async () => {
    const { code, stderr } = await headroom('explain')
    expect([code, stderr.split('\n')[0]]).toEqual([2, "error: missing required argument 'logfile'"])
    const help = await headroom('explain', '--help')
    expect(help.stdout).toMatch(/^Usage: headroom explain \[options\] <logfile>/)
  })
})
