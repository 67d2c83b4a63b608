import { describe, expect, test } from 'vitest'
import {
  createKindOf,
  findServers,
  type Found,
} from '../../../src/main/inference/programs/discover.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import type { ServerKindSpec, ServerProcess } from '../../../src/main/inference/server-kind.ts'
import { running } from '../server-told.ts'

const found = (...processes: readonly ServerProcess[]): readonly Found[] =>
  findServers(processes, createKindOf())

/** `ollama 100 (100 102) of 1`: its kind, its root, its members, its parent. */
const lines = (all: readonly Found[]): readonly string[] =>
  all.map(({ spec, root, members, parent }) => {
    const own = members.map(({ pid }) => pid).join(' ')
    return `${spec.kind} ${root.pid} (${own})${parent === null ? '' : ` of ${parent.pid}`}`
  })

const app = '/Applications/Ollama.app/Contents/MacOS/Ollama'

describe('the servers among processes', () => {
  test('are one with what it has started, and with the helpers of its own kind', () => {
    const all = found(
      running('/sbin/launchd', { pid: 1 }),
      running(app, { pid: 90, parentPid: 1, executable: app }),
      running('ollama serve', { pid: 100, parentPid: 90 }),
      running('/bin/sh -c something', { pid: 102, parentPid: 100 }),
      running('/usr/bin/vim', { pid: 103, parentPid: 1 }),
    )
    expect(lines(all)).toEqual(['ollama 90 (90 100 102)'])
  })

  test('that start others are their parents, and stand before them', () => {
    const all = found(
      running('llama-server -m /b --port 1', { pid: 50, parentPid: 100 }),
      running('/bin/cat', { pid: 51, parentPid: 50 }),
      running('ollama serve', { pid: 100, parentPid: 1 }),
    )
    expect(lines(all)).toEqual(['ollama 100 (100)', 'llama-server 50 (50 51) of 100'])
  })

  test('are parents across a shell between them', () => {
    const all = found(
      running('llama-swap', { pid: 100 }),
      running('/bin/sh run.sh', { pid: 101, parentPid: 100 }),
      running('llama-server -m /a.gguf', { pid: 102, parentPid: 101 }),
    )
    expect(lines(all)).toEqual(['llama-swap 100 (100 101)', 'llama-server 102 (102) of 100'])
  })
})

describe('the servers among processes of one kind', () => {
  test('that started one by the other are two where each is a server of its own', () => {
    const all = found(
      running('llama-server -m /a.gguf', { pid: 100 }),
      running('llama-server -m /b.gguf', { pid: 101, parentPid: 100 }),
    )
    expect(all.map(({ root }) => Number(root.pid))).toEqual([100, 101])
  })

  test("are Jan's app and its engine, which are two", () => {
    const jan = '/Applications/Jan.app/Contents/MacOS/Jan'
    const preset = '/Users/u/jan/llamacpp/router.preset.ini'
    const all = found(
      running(jan, { pid: 100 }),
      running(jan, { pid: 101, parentPid: 100 }),
      running(`llama-server --models-preset ${preset}`, { pid: 102, parentPid: 100 }),
      running('jan-llama-worker --port 4001', { pid: 103, parentPid: 100 }),
    )
    expect(lines(all)).toEqual([
      'jan 100 (100 101)',
      'jan 102 (102) of 100',
      'jan 103 (103) of 100',
    ])
  })

  test('are not the children of whoever had their number before', () => {
    const all = found(
      running('ollama serve', { pid: 100, startedAtMs: 9_000 }),
      running('llama-server -m /a.gguf', { pid: 101, parentPid: 100, startedAtMs: 2_000 }),
    )
    expect(lines(all).toSorted()).toEqual(['llama-server 101 (101)', 'ollama 100 (100)'])
  })

  test('end a circle of parents', () => {
    const all = found(
      running('ollama serve', { pid: 100, parentPid: 101 }),
      running('/bin/sh', { pid: 101, parentPid: 100 }),
      running('llmster', { pid: 102, parentPid: 102 }),
    )
    expect(all.map(({ spec }) => spec.kind).toSorted()).toEqual(['lmstudio', 'ollama'])
  })

  test('are none where there are none', () => {
    expect(found(running('/usr/bin/vim'), running('ollama run qwen', { pid: 101 }))).toEqual([])
  })
})

describe('what a process is', () => {
  test('is looked at once for as long as it has the same arguments', () => {
    let count = 0
    const kinds: readonly ServerKindSpec[] = serverKinds.map((spec) => ({
      ...spec,
      isProcess: (one) => {
        count++
        return spec.isProcess(one)
      },
    }))
    const kindOf = createKindOf(kinds)
    const vim = running('/usr/bin/vim')
    expect(kindOf(vim)).toBeNull()
    const once = count
    expect(kindOf(vim)).toBeNull()
    expect(kindOf({ ...vim })).toBeNull()
    expect(count).toBe(once)
    expect(kindOf({ ...vim, argv: ['ollama', 'serve'] })?.kind).toBe('ollama')
  })
})
