import { describe, expect, test } from 'vitest'
import { filteredGroups, groupsOf } from '../../../src/renderer/models/server-groups.ts'
import { serverId } from '../../../src/shared/ids.ts'
import {
  gemma,
  llamaServer,
  lmStudio,
  ollama,
  ollamaChild,
  phi,
  qwen,
} from '../../shared/loaded.ts'

const inventory = {
  servers: [lmStudio, ollama, ollamaChild, llamaServer],
  models: [gemma, qwen, { ...phi, serverId: ollamaChild.id }],
}
const brief = (groups: ReturnType<typeof groupsOf>) =>
  groups.map(({ server, children, models }) => [
    server?.title ?? null,
    children.map(({ title }) => title),
    models.map(({ name }) => name),
  ])

describe('the servers of the details', () => {
  test('stand in the order of their biggest model, with what they have started and all its models', () => {
    expect(brief(groupsOf(inventory))).toEqual([
      ['Ollama', ['llama-server'], [gemma.name, phi.name]],
      ['llama-server', [], [qwen.name]],
      ['LM Studio', [], []],
    ])
  })

  test('have a place for models whose server is not told any more', () => {
    const lost = { ...gemma, serverId: serverId('gone') }
    expect(brief(groupsOf({ servers: [], models: [lost] }))).toEqual([[null, [], [gemma.name]]])
  })
})

describe('a filter', () => {
  const found = (text: string) => brief(filteredGroups(groupsOf(inventory), text))

  test('that is empty leaves all', () => {
    expect(found('  ')).toHaveLength(3)
  })

  test('that a server answers to leaves all its models', () => {
    expect(found('OLLAMA')).toEqual([['Ollama', ['llama-server'], [gemma.name, phi.name]]])
    expect(found('1234')).toEqual([['LM Studio', [], []]])
  })

  test('that a model answers to leaves that model, by all words, wherever they stand', () => {
    expect(found('gemma ollama')).toEqual([['Ollama', ['llama-server'], [gemma.name]]])
    expect(found('gemma lm studio')).toEqual([])
  })
})
