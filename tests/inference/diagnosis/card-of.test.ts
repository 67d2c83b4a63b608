import { describe, expect, test } from 'vitest'
import type { Card, FindingClass, LogProgram } from '../../../src/shared/finding.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { cardOf } from '../../../src/main/inference/diagnosis/card-of.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { caseOf, cardFor, commandsOf, gib, mac, mib } from './cards/case-of.ts'
import { allCases } from './signatures/all-cases.ts'

const classes: Readonly<Record<FindingClass, true>> = {
  'metal-alloc-failed': true,
  'metal-oom-mid-generation': true,
  'mlx-alloc-too-large': true,
  'mps-oom': true,
  'system-memory-refused': true,
  'killed-by-system': true,
  'gpu-timeout': true,
  'gpu-reset': true,
  'context-full': true,
  'gguf-incompatible': true,
  'model-missing': true,
  'metal-unsupported-op': true,
  'cpu-fallback': true,
  rosetta: true,
  'gpu-flat': true,
  'slow-generation': true,
  'gpu-held': true,
}
const programs: Readonly<Record<LogProgram, true>> = {
  'llama.cpp': true,
  'llama-cpp-python': true,
  ollama: true,
  'whisper.cpp': true,
  mlx: true,
  'mlx-lm': true,
  'vllm-mlx': true,
  omlx: true,
  exo: true,
  pytorch: true,
  comfyui: true,
  'lm-studio': true,
  koboldcpp: true,
  localai: true,
  jan: true,
  vllm: true,
  candle: true,
  python: true,
  shell: true,
}
const namesIn = <Name extends string>(record: Readonly<Record<Name, true>>): readonly Name[] => {
  const names: Name[] = []
  for (const name in record) names.push(name)
  return names
}

const everything: LogFacts = {
  modelPath: '/models/Composed-8B-Q4_K_M.gguf',
  contextTokens: 32_768,
  contextTokensPerSequence: 8_192,
  slotCount: 4,
  layerCount: 32,
  offloadedLayers: 20,
  totalLayers: 33,
  gpuModelBytes: 16 * gib,
  gpuKvBytes: 4 * gib,
  gpuRecurrentBytes: 50 * mib,
  gpuComputeBytes: 560 * mib,
  freeBytes: 2 * gib,
  limitBytes: 22_906_500_000,
  maxBufferBytes: 16 * gib,
  triedBytes: 8_480 * mib,
  allocatedBytes: 17 * gib,
  otherBytes: 12 * gib,
  maxAllowedBytes: 36 * gib,
  requestedTokens: 21_000,
  promptTokens: 20_000,
  availableBytes: 20 * gib,
  requiredBytes: 38 * gib,
  systemTotalBytes: 32 * gib,
  systemFreeBytes: gib,
  promptCacheBytes: 3 * gib,
  tokensPerSecond: 4.2,
}
/** All of them, none, each alone, all but each one. */
const subsets: readonly LogFacts[] = [
  everything,
  {},
  ...Object.entries(everything).map(([key, value]): LogFacts => ({ [key]: value })),
  ...Object.keys(everything).map((left): LogFacts =>
    Object.fromEntries(Object.entries(everything).filter(([key]) => key !== left)),
  ),
]

const hole = /<|…|\.\.\.|\b(?:N|NAME|PATH|MODEL|FILE|VALUE|X)\b|\{\}|%[sd]/
const broken = /undefined|NaN|null|Infinity|\[object| {2}|^ | $| ,| ;|;;|\.;/

function faultsOf({ sentence, cause, fixes, misadvice }: Card): readonly string[] {
  const fragments = [
    sentence,
    ...fixes.flatMap(({ text, costs }) => [text, ...(costs === null ? [] : [costs])]),
    ...misadvice.map(({ advice }) => advice),
  ]
  const prose = [cause, ...misadvice.map(({ why }) => why)]
  const commands = fixes.flatMap(({ command }) => command ?? [])
  return [
    ...[...fragments, ...prose].filter((text) => text === '' || broken.test(text)),
    ...fragments.filter((text) => text.endsWith('.')),
    ...prose.filter((text) => !text.endsWith('.')),
    ...commands.filter((command) => command === '' || hole.test(command) || broken.test(command)),
    ...(fixes.length === 0 ? ['no fix'] : []),
    ...(sentence.length > 300 ? ['long'] : []),
    ...(cause.split(/\.(?: |$)/).length > 4 ? [cause] : []),
  ]
}

describe('the card of a case', () => {
  test.each(namesIn(classes))('%s reads well for every program, whatever the log tells', (kind) => {
    const faults = [...namesIn(programs), null].flatMap((program) =>
      subsets.flatMap((facts) =>
        [mac(32, 22_906_500_000), mac(64, 51_539_610_000), undefined].flatMap((machine) =>
          faultsOf(
            cardFor(kind, facts, { program, ...(machine === undefined ? {} : { machine }) }),
          ),
        ),
      ),
    )
    expect([...new Set(faults)]).toEqual([])
  })

  test('reads well for each signature, as its line tells it', () => {
    const index = createCatalogue()
    const faults = allCases.flatMap(({ signature, log }) => {
      const reader = createLogReader(index, { program: null, isAppleSilicon: null })
      const failures = reader.read(`${log}\n`)
      const cards = failures.map((failure) => cardOf({ ...failure, machine: unknownMachine }))
      return cards.flatMap(faultsOf).map((fault) => `${signature}: ${fault}`)
    })
    expect(faults).toEqual([])
  })

  test('a sentence that came from whoever saw it stands in place of its own', () => {
    const card = cardOf(caseOf('gpu-held'), 'Two programs hold the GPU')
    expect(card.sentence).toBe('Two programs hold the GPU')
    expect(card.fixes).toEqual(cardFor('gpu-held').fixes)
  })

  test('nothing foreign gets into a command', () => {
    const facts: LogFacts = { ...everything, modelPath: '/tmp/$(touch hurt); rm -rf x.gguf' }
    const commands = namesIn(classes).flatMap((kind) =>
      [...namesIn(programs), null].flatMap((program) =>
        commandsOf(cardFor(kind, facts, { program, version: '$(touch hurt)' })),
      ),
    )
    expect(commands.filter((command) => /touch|rm -rf/.test(command))).toEqual([])
  })

  test('no program gets flags of another', () => {
    const flagsOf = (program: LogProgram): string =>
      namesIn(classes)
        .filter((kind) => kind !== 'mps-oom') // it is PyTorch's, whoever is named
        .flatMap((kind) => commandsOf(cardFor(kind, everything, { program })))
        .join('\n')
    expect(flagsOf('llama.cpp')).not.toMatch(/OLLAMA_|launchctl|prompt-cache-bytes|PYTORCH|lms /)
    expect(flagsOf('ollama')).not.toMatch(/-ctk|-ngl|--fit|prompt-cache-bytes|n_ctx|lms /)
    expect(flagsOf('mlx-lm')).not.toMatch(/-ctk|-ngl|OLLAMA|--max-kv-size|num_ctx/)
    expect(flagsOf('lm-studio')).not.toMatch(/-ctk|-ngl|OLLAMA|num_ctx/)
    expect(flagsOf('comfyui')).not.toMatch(/-ctk|-ngl|OLLAMA|lowvram/)
  })
})
