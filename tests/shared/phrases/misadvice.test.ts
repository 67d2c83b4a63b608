import { expect, test } from 'vitest'
import * as ofGpu from '../../../src/main/inference/diagnosis/cards/misadvice-gpu.ts'
import * as ofMemory from '../../../src/main/inference/diagnosis/cards/misadvice-memory.ts'
import * as ofTorch from '../../../src/main/inference/diagnosis/cards/misadvice-torch.ts'
import { titleOfProgram } from '../../../src/main/inference/diagnosis/program-titles.ts'
import { shownFinding, titleOf, titleOfClass } from '../../../src/shared/finding-text.ts'
import type { Card, Finding, FindingClass, Misadvice } from '../../../src/shared/finding.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { cardOf } from '../../../src/main/inference/diagnosis/card-of.ts'
import { cardFor, mac } from '../../inference/diagnosis/cards/case-of.ts'
import { allCases } from '../../inference/diagnosis/signatures/all-cases.ts'
import { classes, everything, programs } from '../../inference/diagnosis/cards/every-case.ts'
import { refused } from '../found.ts'
import { atMs, llamaServer, ollama } from '../loaded.ts'
import { unknownOf } from './books.ts'

const all: readonly Misadvice[] = [ofGpu, ofMemory, ofTorch].flatMap((room) => Object.values(room))

/** Of every class and program, and of every line that is known. */
function everyCard(): readonly (Card & { readonly class: FindingClass })[] {
  const composed = classes.flatMap((kind) =>
    programs.flatMap((program) =>
      [everything, {}, { triedBytes: 16_384 }].map((facts) => ({
        ...cardFor(kind, facts, { program, machine: mac(32, 22_906_500_000) }),
        class: kind,
      })),
    ),
  )
  const index = createCatalogue()
  const read = allCases.flatMap(({ log }) =>
    createLogReader(index, { program: null, isAppleSilicon: null })
      .read(`${log}\n`)
      .map((failure) => ({
        ...cardOf({ ...failure, machine: unknownMachine }),
        class: failure.class,
      })),
  )
  return [...composed, ...read]
}
const cards = everyCard()

test('what helps nobody is known in every language, and why', () => {
  expect(all.length).toBeGreaterThan(40)
  expect(unknownOf(all.flatMap(({ advice, why }) => [advice, why]))).toEqual([])
})

test('and so is each advice that a card warns of', () => {
  const advices = cards.flatMap(({ misadvice }) => misadvice.map(({ advice }) => advice))
  expect(new Set(advices).size).toBeGreaterThan(30)
  expect(unknownOf(advices)).toEqual([])
})

test('the titles of all cards are known', () => {
  const titles = [...Object.values(titleOfClass), ...cards.map(titleOf)]
  expect(new Set(titles).size).toBeGreaterThan(Object.keys(titleOfClass).length)
  expect(unknownOf(titles)).toEqual([])
})

test('a finding says since when it is so, how often it was, and in which line', () => {
  const machine = { servers: [ollama], atMs }
  const shown = (more: Partial<Finding>) => shownFinding({ ...refused, ...more }, machine)
  const texts = [8_000, 300_000, 7_500_000, 90_000_000].flatMap((agoMs) => [
    ...[1, 3, 1_204].map((count) => shown({ count, lastAtMs: atMs - agoMs })),
    shown({ count: 1, atMs: atMs - agoMs, place: null }),
    shown({ count: 2, lastAtMs: null }),
  ])
  const said = texts.flatMap(({ when, place }) => [when, place?.name, place?.inFull])
  const known = said.flatMap((text) => text ?? [])
  expect(new Set(known).size).toBeGreaterThan(14)
  expect(unknownOf(known)).toEqual([])
})

test('a finding says whose it is: by the port where two servers have one name', () => {
  const twins = [ollama, { ...ollama, id: llamaServer.id, port: 11_435 }]
  const whoOf = (program: string): string =>
    shownFinding({ ...refused, program, serverId: ollama.id }, { servers: twins, atMs }).who ?? ''
  const said = [whoOf('Ollama'), whoOf('llama.cpp')]
  expect(said).toEqual(['Ollama on port 11434', 'llama.cpp, Ollama on port 11434'])
  expect(unknownOf(said)).toEqual([])
})

test('no program is named by a word that is left in English', () => {
  // the others are names
  expect(titleOfProgram.shell).toBe('the shell')
  expect(unknownOf([titleOfProgram.shell])).toEqual([])
})
