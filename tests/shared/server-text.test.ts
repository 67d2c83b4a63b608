import { expect, test } from 'vitest'
import { serversWithoutModels, serverText } from '../../src/shared/server-text.ts'
import type { Server } from '../../src/shared/server.ts'
import { gemma, llamaServer, lmStudio, ollama, ollamaChild } from './loaded.ts'

const idsOf = (servers: readonly Server[]): readonly string[] => servers.map(({ id }) => id)

test('a server without a model says why none is known', () => {
  const said = (state: Server['state'], stateReason: string | null = null): string =>
    serverText({ ...lmStudio, state, stateReason })
  expect(said('ready')).toBe('LM Studio, no model loaded')
  expect(said('starting')).toBe('LM Studio: starting')
  expect(said('starting', 'Loading model')).toBe('LM Studio: starting, Loading model')
  expect(said('closed')).toBe('LM Studio: closed, key needed')
  expect(said('closed', 'it wants a key')).toBe('LM Studio: closed, it wants a key')
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
