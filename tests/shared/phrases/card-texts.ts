import type { Card, LogProgram } from '../../../src/shared/finding.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { cardOf } from '../../../src/main/inference/diagnosis/card-of.ts'
import { unknownMachine, type Case } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import * as gpuAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-gpu.ts'
import * as memoryAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-memory.ts'
import * as torchAdvice from '../../../src/main/inference/diagnosis/cards/misadvice-torch.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { caseOf, gib, linux, mac, mib } from '../../inference/diagnosis/cards/case-of.ts'
import { classes, everything, programs } from '../../inference/diagnosis/cards/every-case.ts'
import { allCases } from '../../inference/diagnosis/signatures/all-cases.ts'

type Rest = Parameters<typeof caseOf>[2]

/** All of them, none, each alone, all but each one. */
const subsets: readonly LogFacts[] = [
  everything,
  {},
  ...Object.entries(everything).map(([key, value]): LogFacts => ({ [key]: value })),
  ...Object.keys(everything).map((left): LogFacts =>
    Object.fromEntries(Object.entries(everything).filter(([key]) => key !== left)),
  ),
]

const small = mac(32, 22_906_500_000)
const large = mac(64, 51_539_610_000)

/** A model that fits but for its context, its cache or its buffers. */
const nearly: LogFacts = {
  contextTokens: 32_768,
  slotCount: 1,
  totalLayers: 33,
  gpuModelBytes: 14 * gib,
  gpuKvBytes: 6 * gib,
  gpuComputeBytes: 300 * mib,
  triedBytes: 6 * gib,
}

/** Figures of which each makes one card say something of its own. */
const telling: readonly LogFacts[] = [
  nearly,
  { ...nearly, gpuKvBytes: 14 * gib, triedBytes: 14 * gib },
  { triedBytes: mib, limitBytes: 20 * gib },
  { triedBytes: mib, limitBytes: 20 * gib, allocatedBytes: gib },
  { triedBytes: 1_000 },
  { triedBytes: 20 * gib, maxBufferBytes: 16 * gib },
  { maxBufferBytes: 16 * gib },
  { requiredBytes: 30 * gib, availableBytes: 20 * gib },
  { contextTokens: 8_192, slotCount: 1, promptTokens: 8_000 },
  { contextTokens: 8_192, contextTokensPerSequence: 2_048, slotCount: 4, requestedTokens: 3_000 },
  { contextTokens: 8_192, contextTokensPerSequence: 8_192, slotCount: 4, requestedTokens: 9_000 },
  { contextTokens: 8_192, gpuKvBytes: gib, gpuModelBytes: 4 * gib, requestedTokens: 9_000 },
  { contextTokens: 8_192, gpuKvBytes: 6 * gib, gpuModelBytes: 14 * gib, requestedTokens: 9_000 },
  { contextTokens: 3_000 },
  { offloadedLayers: 0, totalLayers: 33 },
  { modelPath: '/models/composed-8b.gguf' },
  { modelPath: '/models/Composed-F16.gguf' },
  { allocatedBytes: gib, otherBytes: gib, maxAllowedBytes: 36 * gib, triedBytes: gib },
  { allocatedBytes: 30 * gib, otherBytes: mib, maxAllowedBytes: 36 * gib, triedBytes: 8 * gib },
  { allocatedBytes: 34 * gib, otherBytes: mib, maxAllowedBytes: 36 * gib, triedBytes: 2_044 * mib },
  { allocatedBytes: gib, otherBytes: mib },
  { promptTokens: 20_000 },
  { slotCount: 1 },
  { slotCount: 4 },
]

const rests: readonly Rest[] = [
  {},
  { machine: small },
  { machine: large },
  { machine: linux },
  { machine: { ...linux, limitBytes: 22_906_500_000, ramBytes: 64 * gib } },
  { version: 'b3000' },
  { version: 'b8000', machine: small },
  { version: '0.5.0' },
  { version: '0.24.0', machine: linux },
]

/** What a program may have printed that changes what is said of it. */
const lines: readonly string[] = [
  'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
  'warning: failed to mlock 1024-byte buffer: Cannot allocate memory',
  'ValueError: the estimated maximum model length is 57456.',
  'TypeError: Trying to convert Float8_e4m3fn to the MPS backend',
  '!!! Exception during processing !!! BFloat16 is not supported on MPS',
  'dlopen(/env/llama_cpp/lib/libllama.dylib): incompatible architecture',
  "unknown model architecture: 'composed4'",
  "invalid magic characters: '<!do', expected 'GGUF'",
  "invalid magic characters: 'vers', expected 'GGUF'",
  'memorystatus: killing_specific_process pid 8812 [llama-server] (vm-compressor-space-shortage 100 12s) 41877504KB',
  'memorystatus: killing pid 8812 [llama-server] (highwater 100)',
  'memorystatus: killing pid 8812 [llama-server] 41877504KB',
  'Killed process 1234 (ollama) total-vm:1kB',
]

const failures = (() => {
  const index = createCatalogue()
  return allCases.flatMap(({ log }) => {
    const reader = createLogReader(index, { program: null, isAppleSilicon: true })
    return reader.read(`${log}\n`)
  })
})()

/** Each message by which a class is known. */
const messages = [
  ...new Map(failures.map((one) => [`${one.class} ${one.signature}`, one])).values(),
]

/** Of each way to name them and of each family, beside the one whose message it is. */
const someOf = (own: LogProgram): readonly (LogProgram | null)[] => [
  ...new Set([own, 'llama.cpp', 'ollama', 'mlx-lm', 'comfyui', 'python', null] as const),
]

const ofMessages = (): readonly Case[] =>
  messages.flatMap(({ class: kind, signature, program: own }) =>
    someOf(own).flatMap((program) => [
      ...[...telling, everything, {}].flatMap((facts) =>
        [unknownMachine, small, linux].map((machine) =>
          caseOf(kind, facts, { program, signature, machine }),
        ),
      ),
      ...lines.flatMap((text) =>
        [{}, everything].map((facts) =>
          caseOf(kind, facts, { program, signature, line: { text } }),
        ),
      ),
    ]),
  )

const ofFigures = (): readonly Case[] =>
  classes.flatMap((kind) =>
    programs.flatMap((program) => [
      ...subsets.map((facts) => caseOf(kind, facts, { program })),
      ...[...telling, everything, {}].flatMap((facts) =>
        rests.map((rest) => caseOf(kind, facts, { program, ...rest })),
      ),
    ]),
  )

const ofLogs = (): readonly Case[] =>
  failures.flatMap((failure) =>
    [unknownMachine, small, large, linux].map((machine) => ({ ...failure, machine })),
  )

/** What people believe has phrases of its own, and so have titles: what stands here is what a card says by itself. */
const written: ReadonlySet<unknown> = new Set(
  [gpuAdvice, memoryAdvice, torchAdvice].flatMap((all) => Object.values(all)),
)

const saidIn = ({ sentence, cause, fixes, misadvice }: Card): readonly string[] => [
  sentence,
  cause,
  ...fixes.flatMap(({ text, costs }) => (costs === null ? [text] : [text, costs])),
  ...misadvice.filter((one) => !written.has(one)).map(({ why }) => why),
]

/** Every text that a card says: of all classes, programs, figures, machines and messages that are known. */
export function cardTexts(): ReadonlySet<string> {
  const texts = new Set<string>()
  for (const cases of [ofLogs, ofFigures, ofMessages])
    for (const one of cases()) for (const text of saidIn(cardOf(one))) texts.add(text)
  return texts
}
