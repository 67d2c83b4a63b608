import { expect, test } from 'vitest'
import { createActBook, noSubject, type Beginning } from '../../src/main/core/act-book.ts'
import type { QuitTarget } from '../../src/main/apps/quit/target.ts'
import { createFakeHost } from '../fake-host.ts'

const target: QuitTarget = { name: 'Loom', bundleId: null, bundlePath: null, processes: [] }
const reopen = { name: 'Loom', plan: { kind: 'type', commandLine: 'loom --port 1' } } as const
const beginning: Beginning = {
  schema: 'headroom/act/1',
  act: 'quit',
  target: 'Loom',
  modelId: null,
  appId: null,
  server: null,
  request: null,
  takesAll: false,
  isForced: false,
  heldBytes: null,
  expectedBytes: null,
  returnedBytes: null,
  help: null,
  offers: [],
}

test('of an act that nothing can come after any more only how it is started again is kept', async () => {
  const { host, advance } = createFakeHost(new Map())
  const book = createActBook({ clock: host.clock, log: undefined })
  const act = async () => {
    const begun = await book.begin(beginning, 'person')
    const ended = { ...beginning, outcome: 'still-open', sentence: '' } as const
    const { id } = await begun.end(ended, { ...noSubject, target, reopen })
    return id ?? ''
  }
  const first = await act()
  await advance(10 * 60_000)
  await act()
  expect(book.entryOf(first).subject).toEqual({ ...noSubject, target, reopen })
  await advance(1)
  const last = await act()
  expect(book.entryOf(first).subject).toEqual({ ...noSubject, reopen })
  expect(book.entryOf(last).subject.target).toBe(target)
})
