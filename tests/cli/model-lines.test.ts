import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { biggestModelText, modelLines } from '../../src/main/cli/model-lines.ts'
import { statusText, tickText } from '../../src/main/cli/status-text.ts'
import type { Server } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs, gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../shared/loaded.ts'
import { nothingKnown, ofSource } from '../web/fake-core.ts'

const closed: Server = { ...lmStudio, state: 'closed' }
const loaded: Snapshot = {
  ...nothingKnown,
  atMs,
  servers: [ollama, llamaServer, closed],
  models: [gemma, qwen, phi],
}

describe('the models in a terminal', () => {
  test('stand with their size, server, context and state, then servers that have none', () => {
    expect(modelLines(loaded)).toEqual([
      '  17.4 GB  gemma3:27b  Ollama · Q4_K_M · size as reported · 2.1k of 8k · generating 41 tok/s · goes in 4 min',
      '   5.2 GB  Qwen3-8B-Q4_K_M.gguf  llama-server · Q4_K_M · size of its file · 0 of 40k · idle 4 min · quit llama-server to free it',
      'not known  phi4:14b  Ollama · loading',
      '   9.1 GB  LM Studio: closed, key needed',
    ])
  })

  test('are nothing where there is nothing', () => {
    expect(modelLines(nothingKnown)).toEqual([])
    expect(statusText(nothingKnown)).not.toContain('models\n')
  })

  test('have no size where they run on another machine', () => {
    const remote = { ...gemma, isRemote: true, eject: { kind: 'none', reason: 'x' } } as const
    const [line] = modelLines({ ...loaded, models: [remote] })
    expect(line).toMatch(/^ {11}gemma3:27b {2}Ollama .* · runs on another machine$/)
  })

  test('are listed up to a bound', () => {
    const models = Array.from({ length: 30 }, () => gemma)
    expect(
      modelLines({ ...loaded, servers: [], models })
        .at(-1)
        ?.trim(),
    ).toBe('6 more')
  })

  test('stand between the facts and the apps, with their age where they are old', () => {
    const sources = [
      { ...ofSource, id: 'servers', kind: 'ok', isStale: true, ageMs: 30_000 },
    ] as const
    const lines = stripVTControlCharacters(statusText({ ...loaded, sources })).split('\n')
    expect(lines).toContain('models, as of 30 s ago')
    expect(stripVTControlCharacters(statusText(loaded)).split('\n')).toContain('models')
  })
})

test('the line of watch has the biggest model and what it does', () => {
  expect(biggestModelText(loaded)).toBe('gemma3:27b generating 41 tok/s')
  expect(biggestModelText(nothingKnown)).toBeNull()
  expect(tickText(loaded)).toContain(' · gemma3:27b generating 41 tok/s')
})
