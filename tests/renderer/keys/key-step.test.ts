import { describe, expect, test } from 'vitest'
import {
  keyNews,
  keyStepAfter,
  refusalOfTaken,
  troubleOfKey,
  withoutIdleForms,
  type KeyStep,
} from '../../../src/renderer/keys/key-step.ts'
import type { Server } from '../../../src/shared/server.ts'
import { atMs, llamaServer, lmStudio } from '../../shared/loaded.ts'

const closed: Server = { ...lmStudio, state: 'closed' }
const given: KeyStep = { kind: 'given', atMs }
const refused: KeyStep = { kind: 'open', refusal: 'the disk is full' }
const empty: KeyStep = { kind: 'open', refusal: null }

test('a key that Headroom took is given from the last Snapshot on, one that it refused leaves the form open', () => {
  expect(keyStepAfter({ kind: 'ok', value: null }, atMs)).toEqual(given)
  const reason = '\u001b[31mevil'
  expect(keyStepAfter({ kind: 'refused', reason }, atMs)).toEqual({
    kind: 'open',
    refusal: '\ufffd[31mevil',
  })
})

test('a server that is still closed refuses the key, once it had the time to be asked again', () => {
  expect(keyNews(given, atMs)).toBe('given')
  expect(keyNews(given, atMs + 2_999)).toBe('given')
  expect(keyNews(given, atMs + 3_000)).toBe('refused')
  expect([null, empty, refused].map((step) => keyNews(step, atMs + 9_000))).toEqual([
    null,
    null,
    null,
  ])
})

test('what cannot stand in a header is no key', () => {
  expect(troubleOfKey('')).toBe('none')
  expect(troubleOfKey('x'.repeat(513))).toBe('tooLong')
  for (const key of ['two words', 'schlüssel', 'a\u0000b'])
    expect(troubleOfKey(key)).toBe('otherSigns')
  for (const key of ['x', 'sk-lm-AbC_1.2:3~/+=', 'x'.repeat(512)])
    expect(troubleOfKey(key)).toBeNull()
})

describe('when a server wants no key any more', () => {
  const open: Server = { ...closed, state: 'ready' }

  test('its form goes, and what came of a key stays', () => {
    const steps = new Map([[closed.id, empty]])
    expect(withoutIdleForms(steps, [closed])).toBe(steps)
    expect([...withoutIdleForms(steps, [open])]).toEqual([])
    expect([...withoutIdleForms(steps, [llamaServer])]).toEqual([])
    for (const step of [refused, given]) {
      const others = new Map([[closed.id, step]])
      expect(withoutIdleForms(others, [open])).toBe(others)
    }
  })

  test('that its key could not be kept is still told', () => {
    expect(refusalOfTaken(refused, open)).toBe('the disk is full')
    expect(refusalOfTaken(refused, closed)).toBeNull()
    expect([undefined, empty, given].map((step) => refusalOfTaken(step, open))).toEqual([
      null,
      null,
      null,
    ])
  })
})
