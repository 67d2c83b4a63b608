import { describe, expect, test } from 'vitest'
import type { Card, LogProgram } from '../../../src/shared/finding.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { cardOf } from '../../../src/main/inference/diagnosis/card-of.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { caseOf, cardFor, commandsOf, mac } from './cards/case-of.ts'
import { classes, everything, programs } from './cards/every-case.ts'
import { allCases } from './signatures/all-cases.ts'

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
  test.each(classes)('%s reads well for every program, whatever the log tells', (kind) => {
    const faults = programs.flatMap((program) =>
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
    const commands = classes.flatMap((kind) =>
      programs.flatMap((program) =>
        commandsOf(cardFor(kind, facts, { program, version: '$(touch hurt)' })),
      ),
    )
    expect(commands.filter((command) => /touch|rm -rf/.test(command))).toEqual([])
  })

  test('no program gets flags of another', () => {
    const flagsOf = (program: LogProgram): string =>
      classes
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
