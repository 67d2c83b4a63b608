import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { writeFolder, writePlan, writeTensors, writeText } from '../fit/fitted.ts'
import { checkpointTensors, languageModel, mlxConfig, mlxTensors } from '../fit/model-plans.ts'
import { program, type Ran } from '../headroom-program.ts'
import { startChild, tempFolder } from '../processes.ts'

/** `headroom fit …` of a user with this home, and with no models elsewhere. */
async function fit(
  home: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { PATH } = process.env
  const child = startChild([process.execPath, program, 'fit', ...args], {
    PATH,
    HOME: home,
    ...environment,
  })
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

const isFit = (value: unknown): value is Fit =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/fit/1'

/** One JSON value on one line, and nothing else anywhere. */
function fitIn({ stdout, stderr }: Ran): Fit {
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
  const value = jsonIn(stdout)
  if (!isFit(value)) throw new Error(`not a fit: ${stdout.slice(0, 80)}`)
  return value
}

/** One line for people, and nothing for scripts. */
function expectRefusal(ran: Ran, sentence: RegExp): void {
  expect([ran.code, ran.stdout]).toEqual([2, ''])
  expect(ran.stderr.replace('(headroom --help lists the commands)\n', '')).toMatch(/^[^\n]+\n$/)
  expect(ran.stderr).toMatch(sentence)
}

describe('headroom fit -', () => {
  const pasted = async (text: string, args: readonly string[] = []): Promise<Ran> => {
    const { PATH } = process.env
    const LOG = writeText(join(tempFolder(), 'pasted.log'), text)
    const child = startChild(
      [
        '/bin/sh',
        '-c',
        'exec "$0" "$@" < "$LOG"',
        process.execPath,
        program,
        'fit',
        '-',
        '--room',
        '1TB',
        ...args,
      ],
      { PATH, HOME: tempFolder(), LOG },
    )
    const { code } = await child.ended
    return { code, stdout: child.stdout(), stderr: child.stderr() }
  }

  test('takes the model of a log that is pasted', async () => {
    const log = [
      'print_info: arch             = llama',
      'print_info: n_ctx_train      = 8192',
      'print_info: n_embd           = 512',
      'print_info: n_layer          = 8',
      'print_info: n_head           = 8',
      'print_info: n_head_kv        = 2',
      'print_info: n_vocab          = 2048',
      'print_info: file size   = 25.00 MiB (8.53 BPW)',
    ].join('\n')
    const told = fitIn(await pasted(log, ['--ctx', '4096', '--json']))
    expect(told.model).toMatchObject({ path: null, architecture: 'llama', layers: 8 })
    expect(told.parts.weightsBytes).toBe(25 * 2 ** 20)
    // heads of 64, two of them, K and V, in f16
    expect(told.parts.kvBytes).toBe(4_096 * 8 * 2 * 64 * 2 * 2)
  })

  test('refuses what is no log', async () => {
    expectRefusal(await pasted('once upon a time\n'), /^headroom: standard input: /)
  })
})

describe('headroom fit', () => {
  test('ends with 0 where it fits or is tight, 1 where it does not, 3 where it cannot be told', async () => {
    const home = tempFolder()
    const model = writePlan(join(home, 'm.gguf'))
    const image = writeTensors(join(home, 'sd.safetensors'), checkpointTensors)
    const at = async (path: string, room: string): Promise<readonly unknown[]> => {
      const ran = await fit(home, [path, '--room', room, '--json'])
      return [ran.code, fitIn(ran).verdict]
    }
    const { needBytes } = fitIn(await fit(home, [model, '--room', '1TB', '--json']))
    expect(await at(model, '1TB')).toEqual([0, 'fits'])
    expect(await at(model, String(needBytes))).toEqual([0, 'tight'])
    expect(await at(model, String(needBytes - 1))).toEqual([1, 'no'])
    expect(await at(image, '1TB')).toEqual([3, 'unknown'])
    expect(await at(image, '1MB')).toEqual([1, 'no'])
  })

  test('holds a model against what this machine has left where nothing else is said', async () => {
    const home = tempFolder()
    const ran = await fit(home, [writePlan(join(home, 'm.gguf')), '--json'])
    const { verdict, roomBytes, contextTokens } = fitIn(ran)
    expect([verdict === 'unknown', ran.code === 3]).toEqual([
      roomBytes === null,
      roomBytes === null,
    ])
    expect(contextTokens).toBe(32_768)
  })

  test('tells people the same in words, on standard output', async () => {
    const home = tempFolder()
    const ran = await fit(home, [writePlan(join(home, 'm.gguf')), '--room', '300MB'])
    expect([ran.code, ran.stderr]).toEqual([1, ''])
    expect(ran.stdout).toMatch(/^m · Q4_K_M · llama · 8 layers · llama\.cpp · context 32768/)
    expect(ran.stdout).toMatch(
      /\nDoes not fit: [^]*\n {2}- keep keys and values as q8_0: then it fits/,
    )
    expect(ran.stdout).not.toContain('\u001b')
  })
})

describe('how it is to be run', () => {
  test('takes its options by the names that llama.cpp has for them', async () => {
    const home = tempFolder()
    const model = writePlan(join(home, 'm.gguf'), languageModel({ experts: 8 }))
    const asked = async (...options: readonly string[]): Promise<Fit> =>
      fitIn(await fit(home, [model, '--mac', '64GB,macos26', '--json', ...options]))
    const usual = await asked()
    expect(usual.roomBytes).toBeGreaterThan(55e9)
    const cells = (tokens: number, key: number, value: number): number => tokens * 8 * (key + value)
    const kvOf = async (...options: readonly string[]): Promise<number> =>
      (await asked(...options)).parts.kvBytes
    expect(await kvOf('--ctx', '4096')).toBe(cells(4_096, 512, 512))
    expect(await kvOf('--kv-type', 'q8_0')).toBe(cells(32_768, 272, 272))
    expect(await kvOf('--kv-type-k', 'q8_0')).toBe(cells(32_768, 272, 512))
    const apart = ['--kv-type-v', 'q4_0', '--kv-type', 'q8_0', '--flash-attn', 'on']
    expect(await kvOf(...apart)).toBe(cells(32_768, 272, 144))
    expect(await kvOf('--ctx', '4k')).toBe(cells(4_096, 512, 512))
    const less = await asked('--gpu-layers', '0')
    expect([less.onGpu.weightsBytes, less.onGpu.kvBytes]).toEqual([0, 0])
    expect((await asked('--n-cpu-moe', '8')).onGpu.weightsBytes).toBeLessThan(
      usual.onGpu.weightsBytes / 5,
    )
    expect((await asked('--parallel', '2')).parallel).toBe(2)
    expect((await asked('--build', 'b4400')).parallel).toBe(1)
    for (const options of [
      ['--ubatch', '128'],
      ['--batch', '128'],
      ['--flash-attn', 'off'],
    ])
      expect((await asked(...options)).parts.computeBytes).not.toBe(usual.parts.computeBytes)
    expect((await asked('--engine', 'ollama')).model.engine).toBe('ollama')
  })

  test('guesses by size before anything is downloaded', async () => {
    const ran = await fit(tempFolder(), ['--params', '8B', '--mac', '16GB', '--json'])
    const { model, basis, verdict } = fitIn(ran)
    expect([model.name, model.quantization, model.path]).toEqual(['a model of 8B', 'q4_k_m', null])
    expect([basis, verdict, ran.code]).toEqual(['guess', 'fits', 0])
  })
})

describe('a model that is named', () => {
  const digest = 'a'.repeat(64)

  test('is found where Ollama, Hugging Face and LM Studio keep theirs', async () => {
    const home = tempFolder()
    const store = join(home, 'disk', 'ollama')
    writePlan(join(store, 'blobs', `sha256-${digest}`))
    writeText(
      join(store, 'manifests/registry.ollama.ai/library/tiny/7b'),
      JSON.stringify({
        layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }],
      }),
    )
    const commit = 'c0ffee'.padEnd(40, '0')
    const cache = join(home, '.cache/huggingface/hub/models--org--Tiny-mlx')
    writeText(join(cache, 'refs/main'), commit)
    writeFolder(join(cache, 'snapshots', commit), mlxConfig, mlxTensors)
    writePlan(join(home, '.lmstudio/models/maker/Tiny-GGUF/Tiny-Q8_0.gguf'))
    const found = async (name: string): Promise<readonly unknown[]> => {
      const ran = await fit(home, [name, '--room', '100GB', '--json'], { OLLAMA_MODELS: store })
      const { model } = fitIn(ran)
      return [model.name, model.engine, ran.code]
    }
    expect(await found('tiny:7b')).toEqual(['tiny:7b', 'ollama', 0])
    expect(await found('org/Tiny-mlx')).toEqual(['org/Tiny-mlx', 'mlx', 0])
    expect(await found('maker/Tiny-GGUF')).toEqual(['Tiny-Q8_0', 'llama.cpp', 0])
  })

  test('and is nowhere is refused with where it was looked for', async () => {
    const home = tempFolder()
    expectRefusal(
      await fit(home, ['nowhere:7b', '--room', '1GB']),
      /^headroom: no model "nowhere:7b" was found: .*~\/\.ollama\/models/,
    )
  })
})

describe('what cannot be asked ends with 2 and one sentence', () => {
  const known = ['m.gguf', '--room', '1GB']
  const huge = ['--batch', '1073741824', '--room', '1GB']
  test.each<readonly [readonly string[], RegExp]>([
    [[], /^headroom: name a model, or give --params and --quant\n/],
    [['--quant', 'q4_k_m'], /^headroom: --quant wants --params/],
    [['--params', '7x'], /"7x" is not a number of parameters: write 32B, 1\.5B or 350M/],
    [['--params', '7B', '--quant', 'zz'], /"zz" is not a quantisation that we know/],
    [
      [...known, '--params', '7B'],
      /^headroom: name a model, or give --params and --quant: not both/,
    ],
    [['--params', '7B', '--engine', 'mlx', '--room', '1GB'], /a guess by size is made for llama/],
    [
      [...'--params 99T --ctx 1073741824 --flash-attn off --ubatch 1073741824'.split(' '), ...huge],
      /^headroom: a guess by size: [^\n]+ more than any machine could hold\n/,
    ],
    [['m.gguf', 'n.gguf'], /too many arguments for 'fit'/],
    [[...known, '--mac', '32GB'], /'--mac <mac>' cannot be used with option '--room <bytes>'/],
    [['m.gguf', '--mac', '32TB'], /"32TB" is not a Mac: write 32GB or 32GB,macos26/],
    [['m.gguf', '--room', '1XB'], /"1XB" is not a size/],
    [[...known, '--ctx', '0'], /"0" is no number of tokens/],
    [[...known, '--ctx', '4g'], /"4g" is no number of tokens: write 4096, 32k or 1M/],
    [[...known, '--ctx', '2147483648'], /"2147483648" is no number of tokens/],
    [[...known, '--parallel', '0'], /"0" is not a number from 1 to/],
    [[...known, '--gpu-layers', 'some'], /"some" is not a number from 0 to/],
    [[...known, '--n-cpu-moe', '-1'], /"-1" is not a number from 0 to|argument missing/],
    [[...known, '--ubatch', '1.5'], /"1\.5" is no number of tokens/],
    [[...known, '--build', 'master'], /"master" is not a number from 1 to/],
    [[...known, '--flash-attn', 'yes'], /Allowed choices are on, off, auto/],
    [[...known, '--engine', 'vllm'], /Allowed choices are llama\.cpp, ollama, mlx/],
    [[...known, '--kv-type', 'q6_K'], /"q6_k" is not a type of keys and values: llama\.cpp takes/],
    [[...known, '--engine', 'mlx'], /MLX runs no GGUF files/],
    [[...known, '--mmproj', 'm.gguf'], /m\.gguf: it is no projector: its architecture is llama/],
    [[...known, '--draft', 'no.gguf'], /no\.gguf: no such file or folder/],
    [[...known, '--lora', 'm.gguf'], /m\.gguf: it is no adapter: its architecture is llama/],
    [['folder', '--room', '1GB', '--engine', 'ollama'], /ollama runs GGUF files/],
    [['folder', '--room', '1GB', '--kv-type', 'q5_0'], /"q5_0" is no width that MLX has/],
    [
      ['endless.gguf', '--room', '1GB', '--ctx', '1073741824', '--kv-type', 'f32'],
      /endless\.gguf: its header claims more than any machine/,
    ],
    [['html.gguf', '--json'], /html\.gguf: not a GGUF file: it seems to be a web page/],
    [['.', '--json'], /holds several models, name one of them: endless\.gguf, html\.gguf, m\.gguf/],
  ])('%j', async (args, sentence) => {
    const home = tempFolder()
    writePlan(join(home, 'm.gguf'))
    writeFolder(join(home, 'folder'), mlxConfig, mlxTensors)
    writeText(join(home, 'html.gguf'), '<html>')
    const endless = languageModel({ trainedTokens: 2 ** 32 - 1, layers: 1 })
    writePlan(join(home, 'endless.gguf'), {
      ...endless,
      metadata: (endless.metadata ?? []).map(
        ([key, value]) => [key, key === 'llama.block_count' ? { u32: 4_096 } : value] as const,
      ),
    })
    const named = args.map((arg) => (/^(\w+\.gguf|folder|\.)$/.test(arg) ? join(home, arg) : arg))
    expectRefusal(await fit(home, named), sentence)
  })
})
