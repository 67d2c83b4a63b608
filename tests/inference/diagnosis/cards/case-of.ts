import type { Card, FindingClass, Fix } from '../../../../src/shared/finding.ts'
import type { LogFacts } from '../../../../src/shared/log-facts.ts'
import { cardOf } from '../../../../src/main/inference/diagnosis/card-of.ts'
import {
  unknownMachine,
  type Case,
  type CaseMachine,
} from '../../../../src/main/inference/diagnosis/case.ts'

export const mib = 2 ** 20
export const gib = 2 ** 30

/** A Mac of so many GiB, with its limit. */
export const mac = (ramGib: number, limitBytes: number): CaseMachine => ({
  ramBytes: ramGib * gib,
  limitBytes,
  isAppleSilicon: true,
  platform: 'darwin',
})

export const linux: CaseMachine = { ...unknownMachine, platform: 'linux' }

export const caseOf = (
  kind: FindingClass,
  facts: LogFacts = {},
  rest: Partial<Omit<Case, 'class' | 'facts'>> = {},
): Case => ({
  class: kind,
  signature: `composed-${kind}`,
  program: 'llama.cpp',
  version: null,
  machine: unknownMachine,
  ...rest,
  facts,
})

export const cardFor = (...told: Parameters<typeof caseOf>): Card => cardOf(caseOf(...told))

export const commandsOf = ({ fixes }: Card): readonly string[] =>
  fixes.flatMap(({ command }) => command ?? [])

export const fixWith = ({ fixes }: Card, part: string): Fix | undefined =>
  fixes.find(({ text, command }) => text.includes(part) || command?.includes(part))

export const advicesOf = ({ misadvice }: Card): string =>
  misadvice.map(({ advice }) => advice).join('\n')

/** Everything that a card says to do. */
export const remediesOf = ({ fixes }: Card): string =>
  fixes.map(({ text, command }) => `${text} ${command ?? ''}`).join('\n')
