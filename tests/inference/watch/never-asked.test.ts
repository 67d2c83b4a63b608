import { describe, expect, test } from 'vitest'
import type { ServerFacts } from '../../../src/main/inference/answers/facts.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import { isNeverAsked } from '../../../src/main/inference/watch/never-asked.ts'
import type { Known, ServerKindSpec } from '../../../src/main/inference/server-kind.ts'
import { processOf } from '../answer-of.ts'

/** Between them they make every poll speak. */
const told: readonly ServerFacts[] = [
  {},
  { errorKind: 'notFound', errorMessage: 'Unexpected endpoint' },
  {
    isReady: true,
    canUnload: true,
    isSleeping: false,
    slotsEnabled: true,
    metricsEnabled: true,
    activity: 'busy',
  },
  { version: 'b4400-6e1531aca', isReady: true, activity: 'idle', models: [{ id: 'a/m b' }] },
]
const commandLines = [
  'x -m /models/m.gguf --port 8080',
  'x --slots --metrics',
  'llama-server --models-preset /Users/u/jan/llamacpp/router.preset.ini',
  'llama-server -m /m/a.gguf --sleep-idle-seconds 60',
] as const
const parents = [null, 'ollama', 'llama-server-router'] as const

const knowns: readonly Known[] = told.flatMap((facts) =>
  commandLines.flatMap((line) =>
    parents.map((parentKind) => ({ process: processOf(line), facts, parentKind })),
  ),
)

const pathsOf = ({ polls }: ServerKindSpec): readonly (readonly string[])[] =>
  polls.map(({ paths }) => [...new Set(knowns.flatMap((known) => paths(known)))])

describe.each(serverKinds.map((spec) => [spec.kind, spec] as const))('%s', (_, spec) => {
  test('its marks are harmless, and none of those that wake a model or reset a gauge', () => {
    const marks = spec.marks.map(({ path }) => path)
    expect(marks.filter((path) => !path.startsWith('/') || isNeverAsked(`GET ${path}`))).toEqual([])
    expect(marks.filter((path) => /^\/(?:slots|metrics)\b/.test(path))).toEqual([])
  })

  test('its polls are harmless, and each of them speaks', () => {
    const paths = pathsOf(spec)
    expect(paths.filter((some) => some.length === 0)).toEqual([])
    const wrong = paths
      .flat()
      .filter((path) => !path.startsWith('/') || isNeverAsked(`GET ${path}`))
    expect(wrong).toEqual([])
  })
})

test.each([
  'GET /unload',
  'GET /api/models/unload/m',
  'GET /upstream/m/health',
  'GET /slots?model=m',
  'GET /metrics?autoload=true&model=m',
  'GET /v1/chat/completions',
  'GET /api/generate',
  'GET /models/sse',
  'POST /health',
  'DELETE /instance/i',
])('%s is never asked', (request) => {
  expect(isNeverAsked(request)).toBe(true)
})

test.each([
  'GET /health',
  'GET /v1/models',
  'GET /api/v1/models',
  'GET /v1/models/status',
  'GET /slots',
  'GET /slots?model=m&autoload=false',
  'GET /engines/ps',
  'GET /api/status',
])('%s may be asked', (request) => {
  expect(isNeverAsked(request)).toBe(false)
})
