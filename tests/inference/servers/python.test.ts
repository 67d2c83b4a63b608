import { expect, test } from 'vitest'
import { python } from '../../../src/main/inference/servers/python.ts'
import { processOf } from '../answer-of.ts'

test.each([
  ['python -m mlx_lm.lora --model acme/m --train', true],
  ['python -m mlx_lm generate --prompt hi', true],
  ['/venv/bin/python3.12 /venv/bin/mlx_lm.chat', true],
  ['/venv/bin/python /venv/bin/mflux-generate --prompt cat', true],
  ['python -m mlx_whisper talk.mp3', true],
  [
    '/Users/u/stable-diffusion-webui/venv/bin/python -u /Users/u/stable-diffusion-webui/launch.py',
    true,
  ],
  ['python /Users/u/text-generation-webui/server.py --api', true],
  ['python /Users/u/mlx-examples/llms/generate.py', true],
  ['/venv/bin/invokeai-web', true],
])('a program on the GPU: %s', (commandLine, expected) => {
  expect(python.isProcess(processOf(commandLine))).toBe(expected)
})

test.each([
  'python -m mlx_lm.server --model m',
  'python -m mlx_lm.convert --hf-path m',
  'python server.py',
  'python /Users/u/site/server.py',
  'python /Users/u/notes/mlx_lm.py',
  'python',
  'vim mlx_lm.generate',
])('not one: %s', (commandLine) => {
  expect(python.isProcess(processOf(commandLine))).toBe(false)
})

test('its model is that of the command line: an id, or a folder', () => {
  const byId = processOf('python -m mlx_lm.generate --model acme/m --max-tokens 9')
  expect(python.factsOfArguments?.(byId)).toEqual({ models: [{ id: 'acme/m', state: 'loaded' }] })
  const byPath = processOf('python -m mlx_lm.lora --model=/models/m')
  expect(python.factsOfArguments?.(byPath)).toEqual({
    models: [{ id: '/models/m', path: '/models/m', state: 'loaded' }],
  })
  expect(python.factsOfArguments?.(processOf('mlx_lm.chat'))).toEqual({ models: null })
})

test('nothing is asked of it, and it ends by being ended', () => {
  expect([python.marks, python.polls, python.answers]).toEqual([[], [], []])
  expect(python.unload).toEqual({ kind: 'quit' })
})
