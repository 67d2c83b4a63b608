import { describe, expect, test } from 'vitest'
import { wantedPlace } from '../../../src/main/electron/details/wanted-place.ts'
import { detailsAddress, popoverAddress } from '../../../src/main/electron/own-address.ts'

const popover = { url: popoverAddress, parent: null }
const log = { section: 'log', focus: null } as const

describe('a place that is asked for', () => {
  test.each([
    log,
    { section: 'history', focus: { kind: 'instant', atMs: 12 } },
    { section: 'models', focus: { kind: 'model', modelId: 'a' } },
    { section: 'log', focus: { kind: 'line', path: '/var/log/x', lineNumber: null } },
    { section: 'findings', focus: { kind: 'finding', findingId: 'f' } },
    { section: 'doctor', focus: { kind: 'source', sourceId: 'vm_stat' } },
    { section: 'models', focus: { kind: 'server', serverId: 's' } },
    { section: 'settings', focus: { kind: 'rule', ruleId: 'swapping' } },
    { section: 'settings', focus: { kind: 'group', group: 'sources' } },
  ])('by a page of ours is one: $section', (place) => {
    expect(wantedPlace(popover, place)).toEqual(place)
    expect(wantedPlace({ url: detailsAddress('log'), parent: null }, place)).toEqual(place)
  })

  test.each([
    ['nothing', null],
    ['a text', 'log'],
    ['a section that there is not', { section: 'secrets', focus: null }],
    ['a focus of another kind', { section: 'log', focus: { kind: 'file', path: '/etc/passwd' } }],
    ['a rule that there is not', { section: 'settings', focus: { kind: 'rule', ruleId: 'x' } }],
    ['a group that there is not', { section: 'settings', focus: { kind: 'group', group: 'x' } }],
    [
      'a line before the first',
      { section: 'log', focus: { kind: 'line', path: '/x', lineNumber: -1 } },
    ],
    [
      'a path without end',
      { section: 'log', focus: { kind: 'line', path: 'x'.repeat(5_000), lineNumber: 1 } },
    ],
  ])('is none where it is %s', (_, message) => {
    expect(wantedPlace(popover, message)).toBeNull()
  })

  test('is none where a frame asks, another page, or one that is gone', () => {
    expect(wantedPlace({ ...popover, parent: {} }, log)).toBeNull()
    expect(wantedPlace({ url: 'https://elsewhere.example/', parent: null }, log)).toBeNull()
    expect(wantedPlace(null, log)).toBeNull()
  })
})
