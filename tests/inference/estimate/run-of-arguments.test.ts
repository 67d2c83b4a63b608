import { expect, test } from 'vitest'
import {
  draftRunOfArguments,
  runOfArguments,
} from '../../../src/main/inference/estimate/run-of-arguments.ts'
import { defaultRun } from '../../../src/main/inference/estimate/run.ts'
import { llamaOptions } from '../../../src/main/inference/programs/llama-arguments.ts'

const onMac = { build: 10_470, device: 'metal' } as const
const argumentsOf = (options: string) =>
  llamaOptions(['llama-server', '-m', 'm.gguf', ...options.split(' ')])
const runOf = (options: string) => runOfArguments(argumentsOf(options), onMac)

test('what a command line leaves open stays as the program has it', () => {
  expect(runOf('--port 1')).toEqual({ ...defaultRun, ...onMac })
})

test('every option that changes memory arrives in the run', () => {
  const options =
    '-c 8192 -np 2 -no-kvu -b 1024 -ub 256 -fa on -ctk q8_0 -ctv q4_0 --swa-full -ngl 20 -ncmoe 3 -nkvo --no-mmap -nr --embedding -cram 512'
  expect(runOf(options)).toEqual({
    ...onMac,
    program: 'server',
    contextTokens: 8192,
    parallel: 2,
    isKvUnified: false,
    batchTokens: 1024,
    ubatchTokens: 256,
    flashAttention: 'on',
    keyType: 'q8_0',
    valueType: 'q4_0',
    isSlidingFull: true,
    gpuLayers: 20,
    cpuMoeLayers: 3,
    isKvOnGpu: false,
    usesMmap: false,
    isRepacked: false,
    hasEmbeddings: true,
    draftTokens: 0,
    draft: null,
    isProjectorOnGpu: true,
    promptCacheBytes: 512 * 2 ** 20,
  })
})

test('a prompt cache is of its size, of none, or without end', () => {
  expect(runOf('-cram 0').promptCacheBytes).toBe(0)
  expect(runOf('--cache-ram -1').promptCacheBytes).toBe(Number.POSITIVE_INFINITY)
})

test('all layers, and as many as fit, are all of them', () => {
  for (const word of ['all', 'auto', '-1']) expect(runOf(`-ngl ${word}`).gpuLayers).toBe(null)
  expect(runOf('-ngl 0').gpuLayers).toBe(0)
})

test('without a device it is the CPU', () => {
  expect(runOf('-dev none').device).toBe('cpu')
})

test('all experts on the CPU are those of every layer', () => {
  expect(runOf('-cmoe').cpuMoeLayers).toBe(Number.POSITIVE_INFINITY)
})

test('pooled tokens are put out like embeddings', () => {
  expect(runOf('--pooling mean').hasEmbeddings).toBe(true)
  expect(runOf('--pooling none').hasEmbeddings).toBe(false)
})

test('nothing is drafted before a way of drafting is named', () => {
  expect(runOf('-md d.gguf --spec-draft-n-max 8').draftTokens).toBe(0)
  expect(runOf('--spec-type draft-mtp --spec-draft-n-max 8').draftTokens).toBe(8)
  expect(runOf('--spec-type draft-mtp').draftTokens).toBe(3)
  expect(runOf('--spec-type ngram-mod').draftTokens).toBe(0)
})

test('a draft model has the context of the model, and types and layers of its own', () => {
  const given = argumentsOf('-md d.gguf -c 8192 -ctk q8_0 -ngl 4 -ngld 2 -ctvd q8_0 --embedding')
  expect(draftRunOfArguments(given, onMac)).toMatchObject({
    contextTokens: 8192,
    keyType: 'f16',
    valueType: 'q8_0',
    gpuLayers: 2,
    hasEmbeddings: false,
  })
  expect(draftRunOfArguments(argumentsOf('-c 8192 -cd 512'), onMac).contextTokens).toBe(512)
})

test('what is said of a draft model arrives in the run, and only where there is one', () => {
  const own = '-cd 512 -ctkd q8_0 -ctvd q4_0 -ngld 3 -ncmoed 2'
  expect(runOf(own).draft).toBe(null)
  const draft = {
    contextTokens: 512,
    keyType: 'q8_0',
    valueType: 'q4_0',
    gpuLayers: 3,
    cpuMoeLayers: 2,
  }
  expect(runOf(`-md d.gguf ${own}`).draft).toEqual(draft)
  expect(runOf(`-hfd org/d ${own}`).draft).toEqual(draft)
  expect(runOf('-md d.gguf -ngl 20 -ctk q8_0').draft).toEqual({
    contextTokens: null,
    keyType: 'f16',
    valueType: 'f16',
    gpuLayers: null,
    cpuMoeLayers: 0,
  })
})

test('a projector is on the GPU unless that is forbidden', () => {
  expect(runOf('--mmproj p.gguf').isProjectorOnGpu).toBe(true)
  expect(runOf('--mmproj p.gguf --no-mmproj-offload').isProjectorOnGpu).toBe(false)
})
