import { expect, test } from 'vitest'
import { launched } from './launched.ts'

const usual = 'mlx-community/Llama-3.2-3B-Instruct-4bit'

test.each([
  ['mlx_lm.server --model org/m', 'mlx_lm.server'],
  ['python3 -m mlx_lm.server --model org/m', 'mlx_lm.server'],
  ['python3 -m mlx_lm server --model=org/m', 'mlx_lm.server'],
  ['/x/bin/python3.12 /x/bin/mlx_lm.chat --model org/m', 'mlx_lm.chat'],
  ['uv run mlx_lm.generate --model org/m', 'mlx_lm.generate'],
  ['python -m mlx_vlm.server --model org/m', 'mlx_vlm.server'],
  ['python -m mlx_vlm generate --model org/m', 'mlx_vlm.generate'],
])('%s is a program of MLX', (line, title) => {
  expect(launched(line)).toMatchObject({ kind: 'mlx', title, model: 'org/m' })
})

test('without a model the server waits for one, and others take the usual one', () => {
  expect(launched('mlx_lm.server --port 1')).toMatchObject({ model: null, requestsAtOnce: 32 })
  expect(launched('mlx_lm.generate --prompt x')).toMatchObject({ model: usual })
  expect(launched('mlx_lm.chat')).toMatchObject({ model: usual, requestsAtOnce: null })
})

test('each program has options of its own', () => {
  const cache = '--kv-bits 8 --kv-group-size 32 --quantized-kv-start 0 --max-kv-size 4096'
  const told = { kvBits: 8, kvGroupSize: 32, quantizedKvStartTokens: 0, maxKvTokens: 4_096 }
  const nothing = {
    kvBits: null,
    kvGroupSize: null,
    quantizedKvStartTokens: null,
    maxKvTokens: null,
  }
  expect(launched(`mlx_lm.chat --model m ${cache}`)).toMatchObject(told)
  expect(launched(`mlx_vlm.server --model m ${cache}`)).toMatchObject(told)
  expect(launched(`mlx_lm.server --model m ${cache}`)).toMatchObject(nothing)
  expect(
    launched(
      'mlx_lm.server --model m --decode-concurrency 4 --prefill-step-size 512 --draft-model d',
    ),
  ).toMatchObject({ requestsAtOnce: 4, prefillStepTokens: 512, draftModel: 'd' })
  expect(launched('mlx_vlm.generate --model m --kv-bits 3.5')).toMatchObject({ kvBits: 3.5 })
})

test('a prompt on the command line tells how long the text is at most', () => {
  const tokensOf = (options: string) => {
    const launch = launched(`mlx_lm.generate --model m ${options}`)
    return launch?.kind === 'mlx' ? launch.contextTokens : undefined
  }
  expect(tokensOf('--prompt "hi"')).toBe(2 + 512 + 100)
  expect(tokensOf('-p é --max-tokens 1000 --system-prompt "be kind"')).toBe(2 + 7 + 512 + 1_000)
  for (const open of ['--prompt -', '--max-tokens 5', '-p x --prompt-cache-file f'])
    expect(tokensOf(open)).toBeNull()
  const picture = launched('mlx_vlm.generate --model m --prompt x --image a.png')
  expect(picture).toMatchObject({ contextTokens: null })
})
