import { describe, expect, test } from 'vitest'
import {
  serverAtPort,
  serversWithoutModels,
  serversWithRow,
  serverText,
} from '../../src/shared/server-text.ts'
import { serverId } from '../../src/shared/ids.ts'
import type { Server } from '../../src/shared/server.ts'
import { gemma, llamaServer, lmStudio, ollama, ollamaChild, qwen } from './loaded.ts'

const idsOf = (servers: readonly Server[]): readonly string[] => servers.map(({ id }) => id)

test('a server without a model says why none is known', () => {
  const said = (state: Server['state'], stateReason: string | null = null): string =>
    serverText({ ...lmStudio, state, stateReason })
  expect(said('ready')).toBe('LM Studio, no model loaded')
  expect(serverText({ ...lmStudio, tellsModels: false })).toBe('LM Studio: its models are not told')
  expect(said('starting')).toBe('LM Studio: starting')
  expect(said('starting', 'Loading model')).toBe('LM Studio: starting, Loading model')
  expect(said('closed')).toBe('LM Studio: closed, key needed')
  expect(said('closed', 'it wants a key')).toBe('LM Studio: closed, key needed')
  expect(said('silent', 'no answer within 2 s')).toBe('LM Studio: no answer within 2 s')
  expect(said('unasked', 'it has no interface')).toBe('LM Studio: it has no interface')
  expect(said('unasked', '\u001b[31mevil')).toBe('LM Studio: \ufffd[31mevil')
})

test('the servers without models are told, those of a family that has one are not', () => {
  const servers = [ollama, ollamaChild, lmStudio, llamaServer]
  const inChild = { ...gemma, serverId: ollamaChild.id }
  for (const model of [gemma, inChild])
    expect(idsOf(serversWithoutModels({ servers, models: [model] }))).toEqual([
      lmStudio.id,
      llamaServer.id,
    ])
})

test('of a family without a model its head is told, and a child that is not ready', () => {
  const starting: Server = { ...ollamaChild, state: 'starting' }
  expect(idsOf(serversWithoutModels({ servers: [ollama, ollamaChild], models: [] }))).toEqual([
    ollama.id,
  ])
  expect(idsOf(serversWithoutModels({ servers: [ollama, starting], models: [] }))).toEqual([
    ollama.id,
    starting.id,
  ])
})

test('servers that name each other as their parents come to an end', () => {
  const one: Server = { ...ollama, parentId: lmStudio.id, state: 'starting' }
  const other: Server = { ...lmStudio, parentId: ollama.id, state: 'starting' }
  expect(serversWithoutModels({ servers: [one, other], models: [] })).toHaveLength(2)
})

describe('a server that wants a key', () => {
  const closed: Server = { ...llamaServer, state: 'closed' }

  test('has a row also where it tells its models without one', () => {
    const [model, other] = [qwen, { ...gemma, serverId: lmStudio.id }]
    expect(serversWithRow({ servers: [closed, lmStudio], models: [model, other] })).toEqual([
      { server: closed, hasModels: true },
    ])
    expect(serversWithRow({ servers: [closed, lmStudio], models: [] })).toEqual([
      { server: closed, hasModels: false },
      { server: lmStudio, hasModels: false },
    ])
  })

  test('has none beside its models where another has started it, and given it the key', () => {
    const child: Server = { ...ollamaChild, state: 'closed' }
    expect(serversWithRow({ servers: [ollama, child], models: [gemma] })).toEqual([])
    expect(serversWithRow({ servers: [ollama, child], models: [] })).toHaveLength(2)
  })

  test('is told by its port where another has its title', () => {
    const second: Server = { ...lmStudio, id: serverId('second'), port: 1_235 }
    const all = [lmStudio, ollama, second]
    expect(all.map((server) => serverText(server, all))).toEqual([
      'LM Studio on port 1234, no model loaded',
      'Ollama, no model loaded',
      'LM Studio on port 1235, no model loaded',
    ])
  })

  test('is told from others of its kind by its port', () => {
    expect(serverAtPort(lmStudio)).toBe('LM Studio on port 1234')
    expect(serverAtPort({ ...lmStudio, port: null })).toBe('LM Studio')
    expect(serverAtPort({ title: '\u001b[31mevil', port: 80 })).toBe('\ufffd[31mevil on port 80')
  })
})
