import { describe, expect, test } from 'vitest'
import { ruleIds, type AlertSubject, type RuleId } from '../../src/shared/alert.ts'
import { placeOfAlert } from '../../src/shared/alert-place.ts'
import { findingId, modelId, serverId } from '../../src/shared/ids.ts'

const nobody: AlertSubject = {
  serverId: null,
  modelId: null,
  appId: null,
  loadId: null,
  findingId: null,
  sourceId: null,
}
const all: AlertSubject = {
  ...nobody,
  modelId: modelId('m'),
  findingId: findingId('f'),
  sourceId: 'vm_stat',
}
const placeOf = (rule: RuleId, about: AlertSubject) => placeOfAlert({ rule, about, sinceMs: 7 })

const history = { section: 'history', focus: { kind: 'instant', atMs: 7 } }
const model = { section: 'models', focus: { kind: 'model', modelId: 'm' } }
const finding = { section: 'findings', focus: { kind: 'finding', findingId: 'f' } }
const source = { section: 'doctor', focus: { kind: 'source', sourceId: 'vm_stat' } }

/** With all that an alert can be about, and with nothing. */
const places: Readonly<Record<RuleId, readonly [object, object]>> = {
  'will-not-fit': [model, { section: 'fit', focus: null }],
  'running-out': [history, history],
  'past-limit': [history, history],
  pressure: [history, history],
  swapping: [history, history],
  'memory-hog': [history, history],
  'gpu-hog': [history, history],
  'stranded-memory': [history, history],
  'idle-model': [model, { section: 'models', focus: null }],
  failure: [finding, { section: 'findings', focus: null }],
  'off-gpu': [finding, { section: 'models', focus: null }],
  context: [model, { section: 'models', focus: null }],
  thermal: [history, history],
  'swap-disk': [history, history],
  'source-lost': [source, { section: 'doctor', focus: null }],
  'good-news': [history, history],
}

describe('an alert leads to where there is more about it', () => {
  test.each(ruleIds)('%s', (rule) => {
    expect([placeOf(rule, all), placeOf(rule, nobody)]).toEqual(places[rule])
  })

  test('off-gpu to its model where no log has told of it', () => {
    expect(placeOf('off-gpu', { ...nobody, modelId: modelId('m') })).toEqual(model)
  })

  test('source-lost to the servers where a server is what went silent', () => {
    const about = { ...nobody, serverId: serverId('s') }
    expect(placeOf('source-lost', about)).toEqual({
      section: 'models',
      focus: { kind: 'server', serverId: 's' },
    })
  })
})
