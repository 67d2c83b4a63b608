import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  launchOf,
  launchOfProcess,
} from '../../../../src/main/inference/programs/launch/launch-of.ts'
import { cpuMs } from '../../../cpu-ms.ts'
import { commandOf, launched } from './launched.ts'

describe('what is only watched', () => {
  test.each([
    ['vllm serve org/m --port 1', 'vLLM', 'vllm', 'org/m'],
    ['python -m vllm.entrypoints.openai.api_server --model org/m', 'vLLM', 'vllm', 'org/m'],
    ['python ComfyUI/main.py --listen', 'ComfyUI', 'comfyui', null],
    ['exo', 'exo', 'exo', null],
    ['koboldcpp --model /m/a.gguf --contextsize 8192', 'KoboldCpp', 'koboldcpp', '/m/a.gguf'],
    ['lms load qwen3-8b --gpu max', 'LM Studio', 'lmstudio', 'qwen3-8b'],
    ['lms server start', 'LM Studio', 'lmstudio', null],
    ['local-ai run x', 'LocalAI', 'localai', null],
    ['python train.py --model org/m', 'Python (train.py)', null, 'org/m'],
    ['uv run train.py', 'Python (train.py)', null, null],
    ['python -m mlx_lm.lora --model org/m', 'Python (mlx_lm.lora)', 'python', 'org/m'],
  ])('%s is told by name', (line, title, server, model) => {
    const launch = launched(line)
    expect(launch).toMatchObject({ kind: 'watched', title, server, model })
    expect(
      launch?.kind === 'watched' && /^[A-Z].*[^.]\.$|estimate-only\.$/.test(launch.reason),
    ).toBe(true)
  })

  test.each([
    'node x.js',
    'ls -l',
    'python',
    'python -c pass',
    'sh run.sh',
    'make llama-server',
    '',
  ])('nothing is known of %j', (line) => {
    expect(launched(line)).toBeNull()
  })
})

test('a process that runs stands for itself, and what it starts for itself', () => {
  const command = commandOf('nice llama-server -m a.gguf')
  expect(launchOf(command)?.kind).toBe('llama')
  expect(launchOfProcess(command)).toBeNull()
  const known = { ...commandOf('x -m a.gguf'), executable: '/opt/llama-server' }
  expect(launchOfProcess(known)).toMatchObject({ kind: 'llama', title: 'llama-server' })
})

describe('whatever a command line is', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...'env nice sh -c -n -m --model llama-server llama serve ollama run runner python -m mlx_lm.server uv uvx -hf -ngl = --ctx-size= A=1 -- vllm llama-bench -p , - ~ .gguf lms load'.split(
        ' ',
      ),
    ),
    fc.string({ maxLength: 12 }),
  )

  test('it is read, or not known', () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.dictionary(fc.constantFrom('LLAMA_ARG_MODEL', 'LLAMA_ARG_CTX_SIZE', 'N_CTX'), word),
        (argv, environment) => {
          const launch = launchOf({ argv, executable: null, environment })
          expect(launch === null || launch.title !== '').toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('a command line without end', () => {
  test('has words that are not all looked at', () => {
    const many = Array.from({ length: 100_000 }, () => '-c')
    const launch = launchOf({
      argv: ['llama-server', '-m', 'a.gguf', ...many, '-np', '2'],
      executable: null,
      environment: {},
    })
    expect(launch).toMatchObject({ kind: 'llama', options: { parallel: null } })
    const running = { argv: [...many, 'a', '-np', '2'], executable: '/x/llama-server' }
    expect(launchOfProcess({ ...running, environment: {} })).toMatchObject({
      kind: 'llama',
      options: { parallel: null },
    })
  })

  test('takes no time without end for one of its words', () => {
    const [slash, quote] = ['/', '"']
    const words = [
      'a'.repeat(1_000_000),
      `${slash}Applications`.repeat(80_000),
      `${quote}a\\${quote}`.repeat(8_000),
      `--gpt-oss-${'a-'.repeat(500_000)}`,
      `-${'v'.repeat(1_000_000)}`,
    ]
    const beforeMs = cpuMs()
    for (const word of words)
      for (const argv of [
        [word],
        ['sh', '-c', word],
        ['llama-server', '-m', word],
        ['python', word],
      ])
        launchOf({ argv, executable: null, environment: {} })
    // of a second on an idle machine, and of minutes where a pattern begins anew at every letter
    expect(cpuMs() - beforeMs).toBeLessThan(20_000)
  }, 60_000)
})

test('an option without a value says nothing', () => {
  expect(launched('llama-server -m a.gguf -c -ngl')).toMatchObject({
    options: { contextTokens: null, gpuLayers: null },
  })
  expect(launched('mlx_lm.server --model')).toMatchObject({ kind: 'mlx', model: null })
  expect(launched('lms load')).toMatchObject({ model: null })
})
