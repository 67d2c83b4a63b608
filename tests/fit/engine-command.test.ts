import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commandOf, type EngineCommand } from '../../src/main/fit/engine-command.ts'
import { quoted } from '../../src/shared/shell-word.ts'

const plain: EngineCommand = {
  engine: 'llama.cpp',
  model: { path: null, ollamaName: null, repository: null },
  contextTokens: null,
  kvType: null,
  parallel: null,
  ubatchTokens: null,
  gpuLayers: null,
  cpuMoeLayers: null,
  build: null,
}
const no = plain.model
const atPath = (path: string): EngineCommand['model'] => ({ ...no, path })
const ofOllama = (ollamaName: string): EngineCommand['model'] => ({ ...no, ollamaName })
const command = (run: Partial<EngineCommand>): string | null => commandOf({ ...plain, ...run })

describe('a word for a shell', () => {
  test('is taken as it is, whatever is in it', () => {
    const words = [
      '/models/a.gguf',
      "/Volumes/My Disk/it's here/$HOME `date`/*.gguf",
      'a"b\\c\nd;e|f&g(h)<i>!',
      '~/m.gguf',
      '-rf',
      '',
      "'",
      'ünïcødé 模型.gguf',
    ]
    for (const word of words) {
      const told = execFileSync('/bin/sh', ['-c', `printf '%s' ${quoted(word)}`], {
        encoding: 'utf8',
      })
      expect(told).toBe(word)
    }
  })

  test('stands without quotes where it needs none', () => {
    expect(quoted('/models/Qwen3-8B-Q4_K_M.gguf')).toBe('/models/Qwen3-8B-Q4_K_M.gguf')
    expect(quoted('a b')).toBe("'a b'")
    expect(quoted("it's")).toBe(String.raw`'it'\''s'`)
  })
})

describe('a command of llama.cpp', () => {
  test('has what is asked for, and nothing else', () => {
    const model = atPath('/m/a b.gguf')
    expect(command({ model })).toBe("llama-server -m '/m/a b.gguf'")
    const all = {
      contextTokens: 16_384,
      kvType: 'q8_0',
      parallel: 1,
      ubatchTokens: 256,
      gpuLayers: 20,
      cpuMoeLayers: 4,
    }
    expect(command({ model, ...all })).toBe(
      "llama-server -m '/m/a b.gguf' -c 16384 -fa on -ctk q8_0 -ctv q8_0 -np 1 -ub 256 --n-cpu-moe 4 -ngl 20",
    )
    expect(command({ model, kvType: 'f16', cpuMoeLayers: 0 })).toBe("llama-server -m '/m/a b.gguf'")
    expect(command({ model, mmprojPath: '/m/p.gguf' })).toBe(
      "llama-server -m '/m/a b.gguf' --mmproj /m/p.gguf",
    )
  })

  test('takes a repository where there is no path, and is none without either', () => {
    const model = { ...no, repository: 'ggml-org/gemma-3-4b-it-GGUF' }
    expect(command({ model })).toBe('llama-server -hf ggml-org/gemma-3-4b-it-GGUF')
    expect(command({})).toBeNull()
  })

  test('is written as its build has it, and is none where it has no such option', () => {
    const model = atPath('/m.gguf')
    expect(command({ model, kvType: 'q4_0', build: 4_400 })).toBe(
      'llama-server -m /m.gguf -fa -ctk q4_0 -ctv q4_0',
    )
    expect(command({ model, parallel: 1, build: 7_000 })).toBe('llama-server -m /m.gguf -np 1 -kvu')
    // a micro-batch is cut to the batch
    expect(command({ model, ubatchTokens: 4_096 })).toBe('llama-server -m /m.gguf -b 4096 -ub 4096')
    for (const older of [
      { kvType: 'q8_0', build: 4_000 },
      { cpuMoeLayers: 3, build: 6_088 },
      { parallel: 2, build: 1_000 },
      { ubatchTokens: 64, build: 2_000 },
    ])
      expect(command({ model, ...older })).toBeNull()
  })
})

describe('a command of Ollama', () => {
  const model = ofOllama('qwen3:8b')
  const ollama = (run: Partial<EngineCommand>): string | null =>
    command({ engine: 'ollama', model, ...run })

  test('runs the model by its name', () => {
    expect(ollama({})).toBe('ollama run qwen3:8b')
    expect(ollama({ kvType: 'f16', parallel: 1 })).toBe('ollama run qwen3:8b')
    expect(ollama({ model: atPath('/m.gguf') })).toBeNull()
    expect(ollama({ cpuMoeLayers: 3 })).toBeNull()
  })

  test('makes a model of its own for what a model sets', () => {
    expect(ollama({ contextTokens: 8_192 })).toBe(
      "printf '%s\\n' 'FROM qwen3:8b' 'PARAMETER num_ctx 8192' | ollama create qwen3:8b-ctx8192 -f /dev/stdin && ollama run qwen3:8b-ctx8192",
    )
    const all = ollama({
      model: ofOllama('h.org:80/a/b'),
      contextTokens: 1,
      gpuLayers: 2,
      ubatchTokens: 3,
    })
    expect(all).toMatch(/ollama create h\.org:80\/a\/b:ctx1-batch3-gpu2 -f/)
    const lines = /^(printf .*) \| ollama create/.exec(all ?? '')?.[1] ?? ''
    expect(execFileSync('/bin/sh', ['-c', lines], { encoding: 'utf8' })).toBe(
      'FROM h.org:80/a/b\nPARAMETER num_ctx 1\nPARAMETER num_batch 3\nPARAMETER num_gpu 2\n',
    )
  })

  test('is none for what its server alone is told', () => {
    expect(ollama({ contextTokens: 8_192, kvType: 'q8_0' })).toBeNull()
    expect(ollama({ contextTokens: 8_192, parallel: 2 })).toBeNull()
    expect(ollama({ kvType: 'q8_0' })).toBeNull()
    expect(ollama({ contextTokens: 8_192, kvType: 'f16', parallel: 1 })).toMatch(/^printf/)
  })
})

describe('a command of MLX', () => {
  const mlx = (run: Partial<EngineCommand>): string | null =>
    command({ engine: 'mlx', model: atPath('/m/x'), ...run })

  test('is the server, which has no context and no narrower cache', () => {
    expect(mlx({ contextTokens: 4_096 })).toBe('mlx_lm.server --model /m/x')
    expect(mlx({ parallel: 4, kvType: '16 bit' })).toBe(
      'mlx_lm.server --model /m/x --decode-concurrency 4',
    )
    expect(mlx({ model: { ...no, repository: 'mlx-community/m-4bit' } })).toBe(
      'mlx_lm.server --model mlx-community/m-4bit',
    )
  })

  test('is mlx_lm.generate for a narrower cache, and none for what neither has', () => {
    expect(mlx({ kvType: '8 bit' })).toBe('mlx_lm.generate --model /m/x --kv-bits 8 --prompt -')
    expect(mlx({ kvType: '4 bit', parallel: 2 })).toBeNull()
    expect(mlx({ gpuLayers: 3 })).toBeNull()
    expect(mlx({ model: no })).toBeNull()
  })
})
