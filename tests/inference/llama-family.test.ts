import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dockerModelRunner } from '../../src/main/inference/servers/docker-model-runner.ts'
import { isNeverAsked } from '../../src/main/inference/watch/never-asked.ts'
import { jan } from '../../src/main/inference/servers/jan.ts'
import { koboldcpp } from '../../src/main/inference/servers/koboldcpp.ts'
import { llamaApp } from '../../src/main/inference/servers/llama-app.ts'
import { llamaServer } from '../../src/main/inference/servers/llama-server.ts'
import { llamaServerRouter } from '../../src/main/inference/servers/llama-server-router.ts'
import { llamaSwap } from '../../src/main/inference/servers/llama-swap.ts'
import { localai } from '../../src/main/inference/servers/localai.ts'
import { ollama } from '../../src/main/inference/servers/ollama.ts'
import { ollamaRunner } from '../../src/main/inference/servers/ollama-runner.ts'
import type { ServerKindSpec } from '../../src/main/inference/server-kind.ts'
import { mutated } from '../mutated.ts'
import { answerOf, pathsOf, toldBy } from './told.ts'

const kinds: readonly ServerKindSpec[] = [
  llamaServer,
  llamaServerRouter,
  llamaApp,
  llamaSwap,
  jan,
  koboldcpp,
  localai,
  dockerModelRunner,
  ollamaRunner,
  ollama,
]
const answers: Readonly<Record<string, string>> = {
  'GET /props': '{"role":"router","default_generation_settings":{"n_ctx":1},"build_info":"b1"}',
  'GET /models':
    '{"data":[{"id":"a","owned_by":"llamacpp","status":{"value":"loaded","args":["--port","1"]}}]}',
  'GET /slots':
    '[{"id":0,"n_ctx":8,"is_processing":true,"n_prompt_tokens":4,"next_token":[{"n_decoded":1}]}]',
  'GET /metrics': 'llamacpp:requests_processing{model="a"} 1\nllamaswap_memory_total_bytes 5\n',
  'GET /running': '{"running":[{"model":"m","state":"ready","cmd":"x -m \\"a.gguf","ttl":1}]}',
  'GET /engines/ps': '[{"model_name":"a","backend_name":"b","last_used":"2026-08-20T10:11:12Z"}]',
  'GET /api/ps':
    '{"models":[{"model":"a","size":5,"size_vram":3,"details":{"family":"koboldcpp"}}]}',
  'GET /api/extra/perf': '{"idle":1,"queue":0,"last_eval_speed":4.5,"idletime":3,"uptime":9}',
  'GET /backend/monitor': '{"state":2,"memory":{"total":9,"breakdown":{"weights":5}}}',
  'GET /v1/status': '{"Status":0,"ContextLength":5,"Memory":9}',
}

const figuresIn = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresIn) : []
}

test.each(Object.entries(answers))(
  'no answer to %s breaks a reader or gives nonsense',
  (asked, text) => {
    fc.assert(
      fc.property(mutated(text), fc.constantFrom(...kinds), (body, kind) => {
        const figures = figuresIn(toldBy(kind, answerOf(asked, body)))
        expect(figures.filter((figure) => !(Number.isFinite(figure) && figure >= 0))).toEqual([])
      }),
    )
  },
)

test('each of these answers is of the form of some kind', () => {
  for (const [asked, text] of Object.entries(answers))
    expect(
      kinds.some((kind) => toldBy(kind, answerOf(asked, text)) !== null),
      asked,
    ).toBe(true)
})

test('nothing that is asked to find out or to watch unloads, loads or wakes', () => {
  const facts = {
    version: 'b1',
    slotsEnabled: true,
    isSleeping: false,
    canUnload: true,
    models: [{ id: 'a/b', state: 'loaded' }],
  } as const
  const asked = kinds.flatMap((kind) => [
    ...kind.marks.map(({ path }) => path),
    ...pathsOf(kind, 'llama-server --models-preset /Jan/llamacpp/router.preset.ini', facts),
  ])
  expect(asked).toContain('/slots')
  expect(asked.filter((path) => isNeverAsked(`GET ${path}`))).toEqual([])
})
