import { describe, expect, test } from 'vitest'
import { questionOfLaunch } from '../../../src/main/fit/launch-question.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'
import { capital } from '../../../src/shared/fit-text.ts'
import type { Verdict } from '../../../src/shared/fit.ts'
import { shownLoad } from '../../../src/shared/load-text.ts'
import type { Load, LoadNeed } from '../../../src/shared/load.ts'
import { launched } from '../../inference/programs/launch/launched.ts'
import { begunAt, watchLoads } from '../../monitor/loads/watched-loads.ts'
import { atMs } from '../loaded.ts'
import { fitting, foreseen, shorterContext, tooMuch } from '../loading.ts'
import { sayingIn, unknownOf } from './books.ts'
import { saidOfAdvice } from './fit-said.ts'

/** All that a card of a load says but the names in it; of each clause also as it begins a line. */
function saidOfLoad(load: Load): readonly string[] {
  const { need, origin, band, stage, verdict, spoken, notes, advice } = shownLoad(load, [])
  const clauses = [verdict, ...notes]
  const first = load.need.kind === 'ok' ? load.need.advice.flatMap(saidOfAdvice) : []
  const words = [need, origin, band, stage, spoken, advice?.text ?? null]
  return [...words.filter((one) => one !== null), ...clauses, ...clauses.map(capital), ...first]
}

const verdicts: readonly Verdict[] = ['fits', 'tight', 'no', 'unknown']
const stages: readonly Pick<Load, 'stage' | 'endedAtMs'>[] = [
  { stage: 'loading', endedAtMs: null },
  { stage: 'loaded', endedAtMs: atMs },
  { stage: 'failed', endedAtMs: atMs },
]

/** Every verdict near and far from the edge, by every origin, on both lines. */
function* foreseenNeeds(): Generator<LoadNeed> {
  for (const verdict of verdicts)
    for (const base of [foreseen, tooMuch])
      for (const highBytes of [base.needBytes, 40e9])
        for (const gapBytes of [null, 0.1e9, 12e9])
          for (const [origin, line] of [
            ['estimated', 'gpu'],
            ['log', 'ram'],
            ['reported', 'gpu'],
          ] as const)
            yield {
              ...base,
              verdict,
              highBytes,
              gapBytes,
              origin,
              deciding: { line, needBytes: base.needBytes, roomBytes: 22.9e9 },
              besideCount: gapBytes === null ? 1 : 2,
              maxContextThatFits: gapBytes === 12e9 ? null : 16_384,
              advice: [{ ...shorterContext, costs: null }],
            }
}

describe('a load', () => {
  test('that is foreseen is said in every language, at every stage', () => {
    const loads = [...foreseenNeeds()].flatMap((need) =>
      stages.flatMap((stage) =>
        [0.42, null].map((doneRatio): Load => ({ ...fitting, ...stage, need, doneRatio })),
      ),
    )
    expect(unknownOf(loads.flatMap(saidOfLoad))).toEqual([])
  })

  test('of which nothing is foreseen is said with its reason', () => {
    const kinds = ['waiting', 'absent', 'failed'] as const
    const loads = kinds.flatMap((kind) =>
      ['', 'no model is named'].flatMap((reason) =>
        stages.map((stage): Load => ({ ...fitting, ...stage, need: { kind, reason } })),
      ),
    )
    expect(unknownOf(loads.flatMap(saidOfLoad))).toEqual([])
  })

  test('keeps its name as it is, whatever that says', () => {
    const load: Load = { ...fitting, name: 'Fits {{count}} models' }
    const { spoken } = shownLoad(load, [])
    expect(sayingIn('de').say(spoken)).toBe('Fits {{count}} models wird geladen und passt')
    expect(sayingIn('zh-Hans').say(spoken)).toBe('Fits {{count}} models 正在加载，放得下')
  })
})

/** What starts an engine, or a server, whose need nobody reckons. */
const commands: readonly string[] = [
  'llama-server',
  'llama-server --help',
  'llama-server --gpt-oss-20b-default',
  'llama-server --docker-repo ai/qwen3',
  'llama-bench -m a.gguf -m b.gguf',
  'llama-quantize --model a.gguf b.gguf Q4_K_M',
  'llama-imatrix -m a.gguf',
  'llama-gguf -m a.gguf',
  'llama-finetune -m a.gguf',
  'python -m llama_cpp.server',
  'python -m llama_cpp.server --help',
  'python -m llama_cpp.server --config_file c.json',
  'mlx_lm.server',
  'ollama serve',
  'ollama run',
  'ollama run gpt-oss:120b-cloud',
  'ollama create x -q q4_K_M',
  'ollama list',
  'lms load qwen3',
  'lms ls',
  'vllm serve x',
  'vllm-mlx serve x',
  'rapid-mlx serve x',
  'koboldcpp --model a.gguf',
  'python train.py',
  'llama-swap',
  'omlx serve',
]

test('why a need is not reckoned is said in every language', () => {
  const places = modelPlacesOf({}, '/Users/u', '/srv', 'darwin')
  const reasons = commands.flatMap((line) => {
    const launch = launched(line)
    if (launch === null) return []
    const question = questionOfLaunch(launch, { places, build: null, ollama: null })
    return question.kind === 'none' ? [question.reason] : []
  })
  expect(new Set(reasons).size).toBeGreaterThan(14)
  expect(unknownOf(reasons)).toEqual([])
  const told = reasons.map((reason): Load => ({ ...fitting, need: { kind: 'absent', reason } }))
  expect(unknownOf(told.flatMap(saidOfLoad))).toEqual([])
})

test('what the monitor cannot find of a load is said in every language', async () => {
  const { run, tick } = watchLoads()
  run(
    begunAt(0, { pid: 10, command: 'llama-server -m /no/such/a.gguf -c 8192' }),
    begunAt(0, { pid: 11, command: 'llama-server -m /no/such/folder -c 8192' }),
  )
  const loads = await tick(1)
  expect(loads.map(({ need }) => need.kind)).toEqual(['failed', 'failed'])
  expect(unknownOf(loads.flatMap(saidOfLoad))).toEqual([])
})
