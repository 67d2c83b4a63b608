import { describe, expect, test } from 'vitest'
import { launched, llamaLaunched } from './launched.ts'

const modelOf = (line: string) => llamaLaunched(line).model

describe('a program of llama.cpp', () => {
  test.each([
    ['./llama-server -m a.gguf', 'llama-server', 'server'],
    ['/opt/homebrew/bin/llama-server -m a.gguf', 'llama-server', 'server'],
    ['.llama-server-wrapped -m a.gguf', 'llama-server', 'server'],
    ['llama-server-cuda -m a.gguf', 'llama-server', 'server'],
    ['com.docker.llama-server --model a.gguf', 'llama-server', 'server'],
    ['llama serve a.gguf', 'llama-server', 'server'],
    ['llama run a.gguf', 'llama-cli', 'library'],
    ['llama cli -m a.gguf', 'llama-cli', 'library'],
    ['llama-cli -m a.gguf', 'llama-cli', 'library'],
    ['llama-completion -m a.gguf', 'llama-completion', 'library'],
    ['llama-mtmd-cli -m a.gguf --mmproj p.gguf', 'llama-mtmd-cli', 'library'],
  ])('%s is told by its name or its verb', (line, title, program) => {
    expect(llamaLaunched(line)).toMatchObject({ title, program, model: { path: 'a.gguf' } })
  })

  test('is also one where a path with blanks is split, as macOS tells it', () => {
    const argv = '/Applications/My Llama.app/Contents/llama-server -m /Volumes/My Disk/a.gguf -c 1'
    const launch = launched(argv)
    expect(launch).toMatchObject({
      kind: 'llama',
      model: { kind: 'path', path: '/Volumes/My Disk/a.gguf' },
      options: { contextTokens: 1 },
    })
  })

  test('that loads for other work is only watched, and one that loads nothing is none', () => {
    expect(launched('llama-batched-bench -m a.gguf')).toMatchObject({
      kind: 'watched',
      title: 'llama-batched-bench',
      model: 'a.gguf',
    })
    expect(launched('llama-embedding -hf org/m')).toMatchObject({ kind: 'watched', model: 'org/m' })
    for (const line of [
      'llama-quantize a.gguf b.gguf',
      'llama-gguf-split x',
      'llama',
      'llama pull x',
      'llama-clips -m a.gguf',
    ])
      expect(launched(line)).toBeNull()
  })
})

describe('the model of a program of llama.cpp', () => {
  test('is a path, a repository or an address', () => {
    expect(modelOf('llama-server -m a.gguf')).toEqual({ kind: 'path', path: 'a.gguf' })
    expect(modelOf('llama-server m/a.gguf -c 1')).toEqual({ kind: 'path', path: 'm/a.gguf' })
    expect(modelOf('llama-server -hf org/m:Q8_0')).toEqual({
      kind: 'repository',
      repository: 'org/m:Q8_0',
      file: null,
    })
    expect(modelOf('llama serve org/m --jinja')).toMatchObject({ repository: 'org/m' })
    expect(modelOf('llama serve ./m -c 1')).toEqual({ kind: 'path', path: './m' })
    expect(modelOf('llama-cli --hf-repo org/m --hf-file m-q4.gguf')).toMatchObject({
      repository: 'org/m',
      file: 'm-q4.gguf',
    })
    expect(modelOf('llama-server -mu https://h/a.gguf')).toEqual({
      kind: 'url',
      url: 'https://h/a.gguf',
    })
    expect(modelOf('llama-server -m a.gguf -mu https://h/b.gguf')).toMatchObject({ path: 'a.gguf' })
  })

  test.each([
    ['llama-server', 'No model is named: one is loaded when it is asked for.'],
    ['llama-server --models-dir d', 'No model is named: one is loaded when it is asked for.'],
    ['llama-server -m a.gguf --version', 'It only prints something.'],
    ['llama-cli --list-devices', 'It only prints something.'],
    ['llama-server -dr ai/gemma3', 'Models of Docker are not read.'],
    [
      'llama-server --gpt-oss-20b-default',
      'The preset gpt-oss-20b-default chooses its model and its options.',
    ],
    // only `llama serve` takes a repository so
    ['llama-server org/m', 'No model is named: one is loaded when it is asked for.'],
    ['llama-server -m', 'No model is named: one is loaded when it is asked for.'],
  ])('is none of %s', (line, reason) => {
    expect(modelOf(line)).toEqual({ kind: 'none', reason })
  })
})

describe('what a program of llama.cpp does by itself', () => {
  test('is a shorter context where neither that nor layers are given', () => {
    const isFitted = (options: string): boolean =>
      llamaLaunched(`llama-server -m a.gguf ${options}`).isFitted
    for (const open of ['--port 1', '-ngl auto', '-ngl -1', '-fit on', '-np 2'])
      expect(isFitted(open)).toBe(true)
    for (const told of ['-c 4096', '-c 0', '--ctx-size=0', '-ngl 99', '-ngl all', '--fit off'])
      expect(isFitted(told)).toBe(false)
  })

  test('is to take the projector that lies beside a model of a repository', () => {
    const takes = (line: string): boolean => llamaLaunched(line).takesProjectorBeside
    expect(takes('llama-server -hf org/m')).toBe(true)
    expect(takes('llama-server -hf org/m --no-mmproj')).toBe(false)
    expect(takes('llama-server -m a.gguf')).toBe(false)
    expect(takes('llama-perplexity -hf org/m -f x')).toBe(false)
  })

  test('is to read a text in as many pieces at once as a batch holds', () => {
    const piecesOf = (options: string) => {
      const { contextTokens, parallel } = llamaLaunched(`llama-perplexity -m a ${options}`).options
      return [contextTokens, parallel]
    }
    expect(piecesOf('-f x')).toEqual([2_048, 4])
    expect(piecesOf('-c 1024')).toEqual([2_048, 2])
    expect(piecesOf('-c 4096')).toEqual([4_096, 1])
    expect(piecesOf('-b 512')).toEqual([512, 1])
  })
})

test('options that change memory in a way of their own are named', () => {
  const { unreckoned } = llamaLaunched(
    'llama-server -m a.gguf -ot exps=CPU --n-cpu-ffn=3 --rpc h:1 --port 1',
  )
  expect(unreckoned).toEqual(['--override-tensor', '--n-cpu-ffn', '--rpc'])
})
