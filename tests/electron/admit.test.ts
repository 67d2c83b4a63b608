import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../src/main/electron/admit.ts'
import { popoverAddress } from '../../src/main/electron/own-address.ts'
import { createFakeCore, snapshotAt } from '../web/fake-core.ts'

const page = { url: popoverAddress, parent: null }
const request = { kind: 'request', id: 0, name: 'snapshot', input: null }
const wrongForm = {
  kind: 'refused',
  reason: 'the request is not of the form it should have',
} as const

describe('a request from our own page', () => {
  test('is answered by Core', async () => {
    const outcome = await admit(createFakeCore(snapshotAt(7)), page, request)
    expect(outcome).toEqual({ kind: 'ok', value: snapshotAt(7) })
  })

  test('may have no value as its input, where none belongs', async () => {
    const outcome = await admit(createFakeCore(), page, { ...request, input: undefined })
    expect(outcome.kind).toBe('ok')
  })

  test('is refused with the reason where Core fails', async () => {
    const outcome = await admit(createFakeCore(), page, { ...request, name: 'doctor' })
    expect(outcome).toEqual({ kind: 'refused', reason: 'the doctor is out' })
  })

  test('cannot say whether somebody looks: its window tells that', async () => {
    const core = createFakeCore()
    const look = { ...request, name: 'look', input: { isLooking: true } }
    expect(await admit(core, page, look)).toEqual({
      kind: 'refused',
      reason: 'only a connection that stays can look',
    })
    expect(core.lookers()).toBe(0)
  })
})

describe('a request from elsewhere is refused, however right it is:', () => {
  test.each([
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a file', { url: 'file:///opt/headroom/out/renderer/index.html', parent: null }],
    ['another host of our scheme', { url: 'headroom://example/index.html', parent: null }],
    ['our host at a port', { url: 'headroom://screens:1/index.html', parent: null }],
    ['an address that is none', { url: '', parent: null }],
    ['a frame within our page', { url: popoverAddress, parent: {} }],
    ['a frame that is gone', null],
  ])('%s', async (_, sender) => {
    const outcome = await admit(createFakeCore(), sender, request)
    expect(outcome).toEqual({ kind: 'refused', reason: 'not from a screen of Headroom' })
  })
})

describe('a request of the wrong form is refused:', () => {
  test.each([
    ['nothing', null],
    ['undefined', undefined],
    ['a text', 'snapshot'],
    ['a list', [request]],
    ['an empty object', {}],
    ['another kind', { ...request, kind: 'token' }],
    ['no input', { kind: 'request', id: 0, name: 'snapshot' }],
    ['no number', { ...request, id: '0' }],
    ['a number that is none', { ...request, id: Number.NaN }],
    ['a name that is no text', { ...request, name: 7 }],
    ['a name too long', { ...request, name: 'x'.repeat(65) }],
    ['a name of a million letters', { ...request, name: 'x'.repeat(1_000_000) }],
    ['an input where none belongs', { ...request, input: { x: 1 } }],
    ['a huge input', { ...request, input: Array.from({ length: 200_000 }, (_, n) => n) }],
    ['an input of the wrong form', { ...request, name: 'look', input: { isLooking: 'yes' } }],
    ['an input with more', { ...request, name: 'look', input: { isLooking: true, x: 1 } }],
  ])('%s', async (_, message) => {
    expect(await admit(createFakeCore(), page, message)).toEqual(wrongForm)
  })

  const names = [
    '',
    'purge',
    'Snapshot',
    'snapshot ',
    'constructor',
    '__proto__',
    'toString',
    'then',
  ]
  test.each(names)('the name %j, which is no request', async (name) => {
    const outcome = await admit(createFakeCore(), page, { ...request, name })
    expect(outcome).toEqual({ kind: 'refused', reason: 'there is no such request' })
  })
})

test('whatever is sent is answered with an outcome, and nothing is thrown', async () => {
  const senders = fc.oneof(
    fc.constant(null),
    fc.record({ url: fc.oneof(fc.webUrl(), fc.string()), parent: fc.constant(null) }),
    fc.constant(page),
  )
  const messages = fc.oneof(
    fc.anything(),
    fc.record({
      kind: fc.constant('request'),
      id: fc.double(),
      name: fc.oneof(fc.constantFrom('snapshot', 'doctor', 'look'), fc.string()),
      input: fc.anything(),
    }),
  )
  await fc.assert(
    fc.asyncProperty(senders, messages, async (sender, message) => {
      const outcome = await admit(createFakeCore(), sender, message)
      expect(['ok', 'refused']).toContain(outcome.kind)
      if (sender !== page) expect(outcome.kind).toBe('refused')
    }),
    { numRuns: 500 },
  )
})
