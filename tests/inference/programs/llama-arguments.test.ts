import { expect, test } from 'vitest'
import {
  contextOfSlot,
  llamaArgumentFacts,
  llamaArguments,
} from '../../../src/main/inference/programs/llama-arguments.ts'
import { processOf } from '../told.ts'

const blob = `sha256-${'0c'.repeat(32)}`
const argumentsOf = (command: string): ReturnType<typeof llamaArguments> =>
  llamaArguments(command.split(' '))

test('the command line of a llama-server is read by its short and by its long names', () => {
  const short =
    'llama-server -m /m/a.gguf -mm /m/p.gguf -md /m/d.gguf -c 8192 -np 2 -kvu -ctk Q8_0 -ctv q4_0 -ngl 99 -a quick'
  const long =
    'llama-server --model=/m/a.gguf --mmproj /m/p.gguf --model-draft /m/d.gguf --ctx-size 8192 --parallel 2 --kv-unified --cache-type-k q8_0 --cache-type-v q4_0 --n-gpu-layers 99 --alias quick,second'
  const told = {
    modelPath: '/m/a.gguf',
    mmprojPath: '/m/p.gguf',
    draftPath: '/m/d.gguf',
    contextTokens: 8192,
    parallel: 2,
    kvUnified: true,
    cacheTypeK: 'q8_0',
    cacheTypeV: 'q4_0',
    gpuLayers: 99,
    alias: 'quick',
    isRouter: false,
  }
  expect(argumentsOf(short)).toMatchObject(told)
  expect(argumentsOf(long)).toMatchObject(told)
})

test('what a command line does not say is null, and never 0', () => {
  expect(argumentsOf('llama-server -m m.gguf -c 0 --port 0 -np -1')).toMatchObject({
    contextTokens: null,
    port: null,
    parallel: null,
    kvUnified: null,
    cacheTypeK: null,
    gpuLayers: null,
    usesMmap: true,
    hasApiKey: false,
    sleepsWhenIdle: false,
    metricsEnabled: false,
  })
})

test('a key is noticed, and kept nowhere', () => {
  const given = argumentsOf('llama-server -m m.gguf --api-key hunter2')
  expect(given.hasApiKey).toBe(true)
  expect(JSON.stringify(given)).not.toContain('hunter2')
  expect(argumentsOf('llama-server -m m.gguf --api-key=hunter2').hasApiKey).toBe(true)
})

test('a path that was split at its blanks is put together, and stops at the next option', () => {
  expect(argumentsOf('llama-server -m /Volumes/My Disk/a b.gguf -c 512')).toMatchObject({
    modelPath: '/Volumes/My Disk/a b.gguf',
    contextTokens: 512,
  })
  expect(argumentsOf('llama-server -m plain -md draft.gguf')).toMatchObject({
    modelPath: 'plain',
    draftPath: 'draft.gguf',
  })
})

test('without a model it is a router, also where its program lies in a folder with blanks', () => {
  const models = '--models-preset /Users/u/Library/Application Support/Llama/models.ini --port 9931'
  expect(argumentsOf(`llama serve ${models}`)).toMatchObject({
    isRouter: true,
    presetsPath: '/Users/u/Library/Application Support/Llama/models.ini',
    port: 9931,
  })
  const program = '/Users/u/Library/Application Support/Jan/bin/llama-server'
  expect(argumentsOf(`${program} --models-dir models`).isRouter).toBe(true)
  expect(
    llamaArguments('/my tools/llama-server -np 1'.split(' '), '/my tools/llama-server'),
  ).toEqual(expect.objectContaining({ isRouter: true }))
  for (const named of ['-hf org/model', '-mu http://h/m.gguf', '--gpt-oss-20b-default'])
    expect(argumentsOf(`llama-server ${named}`).isRouter).toBe(false)
})

test('slots that do not share their context have a part of it each', () => {
  expect(contextOfSlot(argumentsOf('llama-server -m m.gguf -c 8192 -np 4'))).toBe(2048)
  expect(contextOfSlot(argumentsOf('llama-server -m m.gguf -c 8192 -np 4 -kvu'))).toBe(8192)
  expect(contextOfSlot(argumentsOf('llama-server -m m.gguf -c 8192'))).toBe(8192)
})

test("Ollama's child is told by its blob or its folder, others by their program", () => {
  const parentOf = (command: string): unknown =>
    llamaArgumentFacts(processOf(command)).parentServerKind
  expect(parentOf(`/usr/lib/ollama/llama-server --model m --port 1`)).toBe('ollama')
  expect(parentOf(`/tmp/x/llama-server --model /srv/models/blobs/${blob}`)).toBe('ollama')
  expect(parentOf('/opt/com.docker.llama-server --model m.gguf')).toBe('docker-model-runner')
  expect(parentOf('/opt/homebrew/bin/llama-server -m m.gguf')).toBe(null)
})

test('of a flag and its opposite the later one counts', () => {
  expect(argumentsOf('llama-server -kvu -no-kvu').kvUnified).toBe(false)
  expect(argumentsOf('llama-server --no-kv-unified --kv-unified').kvUnified).toBe(true)
})
