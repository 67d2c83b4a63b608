import { describe, expect, test } from 'vitest'
import type { MenuEntry } from '../../../src/main/electron/tray/menu-entry.ts'
import { serverId } from '../../../src/shared/ids.ts'
import type { Model, Server } from '../../../src/shared/server.ts'
import { gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../../shared/loaded.ts'
import { menuWith, textsOf } from './menu-with.ts'

describe('the models in the menu', () => {
  const menuOf = (models: readonly Model[]): readonly MenuEntry[] =>
    menuWith({ models, servers: [ollama, llamaServer] }).slice(1)

  test('stand below the sentence, each with a menu of what is to be done about it', () => {
    expect(menuOf([gemma, qwen, { ...phi, state: 'loaded' }]).slice(0, 5)).toEqual([
      { kind: 'line' },
      {
        kind: 'menu',
        label: 'gemma3:27b  17.4 GB · generating 41 tok/s',
        entries: [
          { kind: 'text', label: 'Ollama' },
          {
            kind: 'act',
            label: 'Unload…',
            act: { kind: 'begin', begins: { kind: 'unload', modelId: gemma.id } },
          },
        ],
      },
      {
        kind: 'menu',
        label: 'Qwen3-8B-Q4_K_M.gguf  5.2 GB · idle 4 min',
        entries: [
          { kind: 'text', label: 'llama-server' },
          { kind: 'text', label: 'quit llama-server to free it' },
          {
            kind: 'act',
            label: 'Quit its server…',
            act: { kind: 'begin', begins: { kind: 'unload', modelId: qwen.id } },
          },
        ],
      },
      {
        kind: 'menu',
        label: 'phi4:14b  loaded',
        entries: [
          { kind: 'text', label: 'Ollama' },
          { kind: 'act', label: 'Unload', act: { kind: 'unload', modelId: phi.id } },
        ],
      },
      { kind: 'line' },
    ])
  })

  test('are the eight biggest, with a count of the others; names keep both their ends', () => {
    const name = `${'x'.repeat(200)}-Q4_K_M`
    const entries = menuOf(Array.from({ length: 11 }, () => ({ ...gemma, name })))
    expect(entries.slice(1).filter(({ kind }) => kind === 'menu')).toHaveLength(9) // and Settings
    expect(entries[9]).toEqual({ kind: 'text', label: '3 more' })
    const [, first] = entries
    expect(first).toMatchObject({ label: expect.stringMatching(/^x{20}…x+-Q4_K_M {2}17\.4 GB · /) })
  })
})

describe('the servers in the menu', () => {
  const closed: Server = { ...lmStudio, state: 'closed', stateReason: 'it wants a key' }
  const textsFor = (servers: readonly Server[], models: readonly Model[] = []) =>
    textsOf(menuWith({ models, servers })).slice(1)

  test('are those without a model, and those that are closed', () => {
    const silent: Server = { ...llamaServer, state: 'silent', stateReason: 'no answer within 2 s' }
    expect(textsFor([ollama, closed, silent], [gemma])).toEqual([
      'LM Studio: closed, key needed',
      'llama-server: no answer within 2 s',
    ])
  })

  test('are four at most, with a count of the others', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ ...closed, id: serverId(`s${index}`) }))
    expect(textsFor(many)).toHaveLength(5)
    expect(textsFor(many).at(-1)).toBe('2 servers more')
  })
})
