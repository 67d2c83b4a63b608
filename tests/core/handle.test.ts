import { describe, expect, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { handle } from '../../src/main/core/handle.ts'
import type { LookInput, Scope } from '../../src/shared/contract.ts'
import { unknownOf } from '../shared/phrases/books.ts'
import { localHost } from '../host/local-host.ts'

async function door(scopes: readonly Scope[] = ['read'], from: string | null = null) {
  const core = await createCore(localHost(), { roomCapBytes: null })
  const looked: LookInput[] = []
  const setLooking = (input: LookInput): void => void looked.push(input)
  const caller = { scopes: new Set(scopes), setLooking, from }
  return { looked, ask: (name: string, input: unknown) => handle(core, caller, name, input) }
}

const wrongForm = { kind: 'refused', reason: 'the request is not of the form it should have' }

describe('the door for requests', () => {
  test('answers with the Snapshot of now', async () => {
    const outcome = await (await door()).ask('snapshot', null)
    expect(outcome).toMatchObject({ kind: 'ok', value: { schema: 'headroom/snapshot/1' } })
  })

  test('answers with every source and ability', async () => {
    const outcome = await (await door()).ask('doctor', undefined)
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        schema: 'headroom/doctor/1',
        sources: expect.arrayContaining([expect.objectContaining({ id: 'memory', kind: 'ok' })]),
        abilities: [{ id: 'terminal' }, { id: 'database', kind: 'ok', reason: null }],
      },
    })
  })

  test('notes who looks, and who only hears', async () => {
    const { ask, looked } = await door()
    expect(await ask('look', { isLooking: true })).toEqual({ kind: 'ok', value: null })
    await ask('look', { isLooking: false })
    await ask('look', { isLooking: false, isHearing: true })
    expect(looked).toEqual([
      { isLooking: true },
      { isLooking: false },
      { isLooking: false, isHearing: true },
    ])
  })

  test.each(['', 'Snapshot', 'toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'knows no request "%s"',
    async (name) => {
      const reason = 'there is no such request'
      expect(await (await door()).ask(name, null)).toEqual({ kind: 'refused', reason })
    },
  )

  test.each([
    ['snapshot', {}],
    ['snapshot', 'now'],
    ['doctor', []],
    ['look', null],
    ['look', { isLooking: 'yes' }],
    ['look', { isLooking: false, isHearing: 'yes' }],
    ['look', { isHearing: true }],
    ['look', { isLooking: true, more: 1 }],
  ])('does not admit %s with %j', async (name, input) => {
    const { ask, looked } = await door()
    expect(await ask(name, input)).toEqual(wrongForm)
    expect(looked).toEqual([])
  })

  test('is closed to whoever may not even read', async () => {
    const reason = 'acting is not allowed here: --allow-acts'
    expect(await (await door([])).ask('snapshot', null)).toEqual({ kind: 'refused', reason })
  })
})

describe('the door for acts', () => {
  test('admits answers to questions, as many as there can be', async () => {
    const { ask } = await door(['act'])
    const quit = (answers: unknown) =>
      ask('quit', { appId: '', isDryRun: true, isConfirmed: false, forceAfter: null, answers })
    const gone = { kind: 'refused', reason: 'this app is not running any more' }
    expect(await quit(['b8b8c2f4-0000-4000-8000-000000000000'])).toEqual(gone)
    expect(await quit(undefined)).toEqual(gone)
    const many = Array.from({ length: 257 }, () => 'x')
    for (const answers of ['x', [1], ['x'.repeat(65)], many])
      expect(await quit(answers)).toEqual(wrongForm)
  })

  test('admits a want on one line', async () => {
    const { ask } = await door()
    const want = { kind: 'room', needBytes: 0 }
    expect(await ask('relief', { ...want, on: 'ram' })).toMatchObject({ kind: 'ok' })
    expect(await ask('relief', { ...want, on: 'disk' })).toEqual(wrongForm)
  })
})

test('whoever may only read takes none of the user’s own data along', async () => {
  const reason = 'acting is not allowed here: --allow-acts'
  expect(await (await door()).ask('exportData', null)).toEqual({ kind: 'refused', reason })
})

test('shows prompts only to whoever may act, and says so', async () => {
  const input = { path: '/x.log', after: null, showsPrompts: true }
  const reason = 'prompts are shown only where acting is allowed: --allow-acts'
  expect(await (await door()).ask('logLines', input)).toEqual({ kind: 'refused', reason })
  expect(unknownOf(new Set([reason]))).toEqual([])
  const others = [
    await (await door(['read', 'act'])).ask('logLines', input),
    await (await door()).ask('logLines', { ...input, showsPrompts: false }),
  ]
  for (const other of others)
    expect(other).toEqual({ kind: 'refused', reason: 'this log is not followed any more' })
})

const inside = 'prompts are shown on the machine itself only'
const audit = 'what was done, and by whom, is forgotten on the machine itself only'
const administrator = 'macOS asks for an administrator at the Mac itself: do it there'

describe('whoever comes from another machine, also where it may act,', () => {
  test.each([
    ['logLines', { path: '/a.log', after: null, showsPrompts: true }, inside],
    ['forget', { kinds: ['settings', 'visits'], isConfirmed: true }, audit],
    ['forget', { kinds: ['acts'], isConfirmed: true }, audit],
    ['raiseLimit', null, administrator],
    ['setPowerRule', null, administrator],
  ])('is refused %s %j', async (name, input, reason) => {
    const { ask } = await door(['read', 'act'], '192.0.2.7')
    expect(await ask(name, input)).toEqual({ kind: 'refused', reason })
    expect(unknownOf([reason])).toEqual([])
  })
})
