import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Host } from '../../src/main/host/host.ts'
import { ggufBytes, ggufHeaderBytes } from '../gguf-file.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { safetensorsHead } from '../safetensors-file.ts'
import { loaded, refusal, writeFolder, writePlan, writeText } from './fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from './model-plans.ts'

const { metadata = [] } = languageModel()

/** What lies there in place of a model, and what is said of it behind its path. */
const cases: readonly (readonly [string, string, Uint8Array | string, RegExp])[] = [
  ['nothing', 'm.gguf', '', /^not a GGUF file: it is empty$/],
  ['a zip', 'm.gguf', 'PK\u0003\u0004....', /^not a GGUF file: it seems to be a zip archive/],
  ['a web page', 'm.gguf', '<!doctype html>', /^not a GGUF file: it seems to be a web page/],
  ['a zip', 'm.safetensors', 'PK\u0003\u0004....', /^not a safetensors file: it seems to be a zip/],
  ['a web page', 'm.safetensors', '<html></html>', /^not a safetensors file: it seems to be a web/],
  [
    'a header that is cut off',
    'm.gguf',
    ggufBytes(languageModel()).subarray(0, 900),
    /^the file is cut off or damaged: it ends within its header, which claims 75 tensors$/,
  ],
  [
    '2^60 tensors',
    'm.gguf',
    ggufHeaderBytes({ metadata, tensorCount: 2n ** 60n }),
    /^the file is cut off or damaged: it ends within its header, which claims more than 2\^53 tensors$/,
  ],
  [
    '2^60 values',
    'm.gguf',
    ggufHeaderBytes({ pairCount: 2n ** 60n }),
    /^the file is cut off or damaged: it ends within its header, which claims more than 2\^53 /,
  ],
  ['2^60 letters', 'm.safetensors', safetensorsHead({}, 2n ** 60n), /^[^\n]*$/],
]

describe('in place of a model', () => {
  test.each(cases)('%s (%s) is refused in one line', async (_what, name, content, sentence) => {
    const path = join(tempFolder(), name)
    writeFileSync(path, content)
    const [type, ...rest] = (await refusal(loaded(path))).split(': ')
    expect(type).toBe('UsageError')
    const [named, ...said] = rest
    expect(named).toBe(path)
    expect(said.join(': ')).toMatch(sentence)
  })

  test('weights that are cut off are still weighed as the header has them, or refused', async () => {
    const path = writePlan(join(tempFolder(), 'm.gguf'))
    truncateSync(path, 10_000)
    expect(await refusal(loaded(path))).toMatch(/^UsageError: [^\n]*: [^\n]*(cut off|shorter)/)
  })

  test('a pipe, a folder without models, a link to itself and a link to nowhere are refused', async () => {
    const folder = tempFolder()
    const pipe = join(folder, 'pipe.gguf')
    execFileSync('mkfifo', [pipe])
    expect(await refusal(loaded(pipe))).toBe(`UsageError: ${pipe} is no file of a disk`)
    const empty = join(folder, 'empty.gguf')
    mkdirSync(empty)
    expect(await refusal(loaded(empty))).toMatch(/^UsageError: \S+empty\.gguf holds no model: /)
    const round = join(folder, 'round.gguf')
    symlinkSync(round, round)
    expect(await refusal(loaded(round))).toMatch(/^UsageError: [^\n]+$/)
    const nowhere = join(folder, 'nowhere.gguf')
    symlinkSync(join(folder, 'gone'), nowhere)
    expect(await refusal(loaded(nowhere))).toMatch(/^UsageError: [^\n]+$/)
  })
})

test('no name of a file and no claim of a header brings a terminal escape into a sentence', async () => {
  const folder = tempFolder()
  writeText(join(folder, 'evil\u001b[31m.gguf'), 'GGUF')
  expect(await refusal(loaded(folder))).toMatch(
    /^UsageError: [^\p{Cc}]*evil\ufffd\[31m\.gguf: [^\p{Cc}]+$/u,
  )
  const path = join(folder, 'other', 'm.gguf')
  const architecture = 'frob\u001b[31m'
  const keys = [['general.architecture', architecture]] as const
  writePlan(path, { ...languageModel(), metadata: keys })
  expect(await refusal(loaded(path))).toBe(
    `UsageError: ${path}: its header has no frob\ufffd[31m.block_count`,
  )
})

const never = { atMs: 0, tookMs: 0 } as const

/** This machine, but this file cannot be opened. */
function closedAt(path: string, answer: Awaited<ReturnType<Host['openFile']>>): Host {
  const host = localHost()
  return { ...host, openFile: async (one) => (one === path ? answer : host.openFile(one)) }
}

describe('a file that is found', () => {
  const denied = { kind: 'failed', reason: 'permission denied', ...never } as const
  const gone = { kind: 'absent', reason: 'no such file or folder', ...never } as const

  test.each([
    ['may not be read', denied],
    ['is gone before it is read', gone],
  ])('and %s is refused with its path', async (_what, answer) => {
    const folder = tempFolder()
    const model = writePlan(join(folder, 'm.gguf'))
    const log = writeText(join(folder, 'server.log'), 'print_info: arch = llama')
    const mlx = writeFolder(join(folder, 'mlx'), mlxConfig, mlxTensors)
    for (const path of [model, log])
      expect(await refusal(loaded(path, {}, closedAt(path, answer)))).toBe(
        `UsageError: ${path}: ${answer.reason}`,
      )
    const weights = join(mlx, 'model.safetensors')
    expect(await refusal(loaded(mlx, {}, closedAt(weights, answer)))).toBe(
      `UsageError: ${mlx}: ${answer.reason}`,
    )
  })

  test('and becomes shorter while it is read is refused with its path', async () => {
    const path = writePlan(join(tempFolder(), 'm.gguf'))
    const answer = {
      kind: 'ok',
      value: { sizeBytes: 80_000_000, read: async () => 0, close: async () => undefined },
      ...never,
    } as const
    expect(await refusal(loaded(path, {}, closedAt(path, answer)))).toBe(
      `UsageError: ${path}: not a GGUF file: it became shorter while it was read`,
    )
  })
})
