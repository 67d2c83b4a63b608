import { describe, expect, test } from 'vitest'
import { createRosetta } from '../../../../src/main/inference/diagnosis/live/rosetta.ts'
import { pid, serverId } from '../../../../src/shared/ids.ts'
import { aMinute, app, moment, ollamaId, process, server, signsAfter } from './moments.ts'

const parent = (isTranslated: boolean) =>
  process({ pid: pid(100), name: 'ollama', memoryBytes: 5e7, isTranslated })
const child = (isTranslated: boolean | null) =>
  process({ pid: pid(101), name: 'llama-server', memoryBytes: 2e10, isTranslated })
const runner = server({
  id: serverId('llama-server:101:1'),
  kind: 'llama-server',
  title: 'llama.cpp',
  pid: pid(101),
  parentId: ollamaId,
})
const ollamaWith = (isParentTranslated: boolean, isChildTranslated: boolean | null) =>
  moment({
    servers: [server(), runner],
    apps: [
      app({
        name: 'Ollama',
        iconName: 'engine',
        processes: [parent(isParentTranslated), child(isChildTranslated)],
      }),
    ],
  })
const after = (one: ReturnType<typeof moment>) => signsAfter(createRosetta(), one, aMinute)

describe('an engine under Rosetta', () => {
  test('is said of the child that computes, once', () => {
    expect(after(ollamaWith(true, true))).toEqual([
      {
        class: 'rosetta',
        signature: 'live-rosetta',
        sentence:
          'llama.cpp of Ollama runs under Rosetta, as an Intel program: it does not get this Mac’s GPU as a program for Apple silicon does',
        facts: {},
        serverId: 'llama-server:101:1',
        modelId: null,
        program: 'ollama',
        sinceMs: 1_000_000,
      },
    ])
  })

  test('is not said where only the one that starts it is translated', () => {
    expect(after(ollamaWith(true, false))).toEqual([])
  })

  test('is not said where the child is not told', () => {
    expect(after(ollamaWith(true, null))).toEqual([])
  })

  test('is said of a server of its own', () => {
    const alone = server({ kind: 'koboldcpp', title: 'KoboldCpp' })
    const apps = [app({ name: 'koboldcpp', iconName: 'engine', processes: [parent(true)] })]
    expect(after(moment({ servers: [alone], apps }))).toMatchObject([
      { serverId: alone.id, program: 'koboldcpp' },
    ])
    const native = [app({ name: 'koboldcpp', iconName: 'engine', processes: [parent(false)] })]
    expect(after(moment({ servers: [alone], apps: native }))).toEqual([])
  })

  test('needs more than a glance', () => {
    expect(signsAfter(createRosetta(), ollamaWith(true, true), 4)).toEqual([])
  })
})

describe('an engine that serves nobody', () => {
  const cli = (name: string, isTranslated: boolean | null) =>
    moment({
      servers: [],
      models: [],
      apps: [app({ name, iconName: 'engine', processes: [process({ name, isTranslated })] })],
    })

  test('is judged by its process', () => {
    expect(after(cli('llama-cli', true))).toMatchObject([{ program: 'llama.cpp', serverId: null }])
    expect(after(cli('llama-cli', false))).toEqual([])
    expect(after(cli('llama-cli', null))).toEqual([])
  })

  test('is not one that only talks to servers', () => {
    expect(after(cli('lms', true))).toEqual([])
  })

  test('is not any app under Rosetta', () => {
    const other = app({ processes: [process({ isTranslated: true })] })
    expect(after(moment({ apps: [other] }))).toEqual([])
  })

  test('is not said of another machine than a Mac', () => {
    expect(after({ ...cli('llama-cli', true), isMac: false })).toEqual([])
  })
})
