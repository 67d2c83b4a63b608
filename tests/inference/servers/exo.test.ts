import { expect, test } from 'vitest'
import { exo } from '../../../src/main/inference/servers/exo.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

const stateOf = (runners: object, further: object = {}): unknown => ({
  instances: {
    i1: {
      MlxRingInstance: {
        instanceId: 'i1',
        shardAssignments: { modelId: 'acme/m', nodeToRunner: { n1: 'r1', n2: 'r2' } },
      },
    },
  },
  runners,
  nodeMemory: { n1: { ramTotal: { inBytes: 64 }, ramAvailable: { inBytes: 24 } } },
  lastEventAppliedIdx: 7,
  ...further,
})
const ready = { RunnerReady: {} }

test('its node is named in an object or alone; alone only an id proves it', () => {
  expect(toldBy(exo, answerOf('GET /node_id', { node_id: 'n' }))).toEqual({
    facts: { isReady: true, nodeId: 'n' },
    certainty: 'proof',
  })
  const peer = '12D3KooWQ1a2b3c4d5'
  expect(toldBy(exo, answerOf('GET /node_id', `"${peer}"`))).toEqual({
    facts: { isReady: true, nodeId: peer },
    certainty: 'proof',
  })
  expect(toldBy(exo, answerOf('GET /node_id', '"unavailable"'))?.certainty).toBe('fits')
  expect(toldBy(exo, answerOf('GET /node_id', 'Not Found', { status: 404 }))).toBeNull()
})

test('an instance is a model; where it runs is not known', () => {
  const told = toldBy(exo, answerOf('GET /state', stateOf({ r1: ready, r2: ready })))
  expect(told?.certainty).toBe('proof')
  expect(told?.facts).toMatchObject({ activity: 'idle', ramTotalBytes: 64, ramUsedBytes: 40 })
  expect(told?.facts.models).toEqual([
    {
      id: 'acme/m',
      instanceId: 'i1',
      state: 'loaded',
      activity: 'idle',
      sizeBytes: null,
      isRemote: null,
    },
  ])
})

test.each([
  [{ RunnerLoading: { layersLoaded: 3 } }, 'loading', null],
  [{ RunnerRunning: {} }, 'loaded', 'busy'],
  [{ RunnerShuttingDown: {} }, 'unloading', null],
  [{ RunnerFailed: { errorMessage: 'out of memory' } }, 'unloaded', null],
])('its slowest runner, %j, makes it %s', (second, state, activity) => {
  const answer = answerOf('GET /state', stateOf({ r1: ready, r2: second }))
  expect(toldBy(exo, answer)?.facts.models).toMatchObject([{ state, activity }])
})

test('memory of several machines is not that of this one', () => {
  const nodeMemory = { n1: { ramTotal: { inBytes: 64 } }, n2: { ramTotal: { inBytes: 8 } } }
  const told = toldBy(exo, answerOf('GET /state', stateOf({}, { nodeMemory })))
  expect(told?.facts.ramTotalBytes).toBeUndefined()
})

test('in the form of Ollama its zeros are no sizes', () => {
  const models = [{ name: 'm', model: 'm', size: 0 }]
  const told = toldBy(exo, answerOf('GET /ollama/api/ps', { models }))
  expect(told?.certainty).toBe('fits')
  expect(told?.facts).toMatchObject({
    memoryUsable: false,
    models: [{ id: 'm', state: 'loaded', sizeBytes: null }],
  })
  const tags = toldBy(exo, answerOf('GET /ollama/api/tags', { models }))
  expect(tags?.facts.models).toMatchObject([{ id: 'm', state: null }])
})

test('a model is let go by its instance, and not without one', () => {
  const way = exo.unload
  const plan = (instanceId: string | null): unknown =>
    way.kind === 'request' ? way.plan({ id: 'm', instanceId, facts: {} })?.request : 'no way'
  expect(plan('i1')).toEqual({ method: 'DELETE', path: '/instance/i1', body: null })
  expect(plan(null)).toBeUndefined()
})

test.each([
  ['python /venv/bin/exo --api-port 52415', true],
  ['python -m exo', true],
  ['/Applications/EXO.app/Contents/MacOS/EXO', true],
  ['ls exo', false],
])('%s: %s', (commandLine, expected) => {
  expect(exo.isProcess(processOf(commandLine))).toBe(expected)
})
