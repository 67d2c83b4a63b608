import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createExplainer } from '../../../src/main/inference/diagnosis/explain.ts'
import { createLineSplitter } from '../../../src/main/host/log/line-splitter.ts'
import { explainLines } from '../../../src/main/cli/explain-text.ts'
import { holdsFreeText, holdsTemplate } from '../../../src/main/inference/logs/free-text.ts'
import { createKeepLines } from '../../../src/main/inference/logs/kept-lines.ts'
import { isLogDocument } from '../../../src/main/inference/logs/log-document.ts'
import { logLine, prefixAt } from '../../../src/main/inference/logs/log-text.ts'
import { logfmtIn } from '../../../src/main/inference/logs/logfmt.ts'
import { isQuoted } from '../../../src/main/inference/logs/quoted.ts'
import { withoutPrompts } from '../../../src/main/inference/logs/without-prompt.ts'
import { parseMetalInit } from '../../../src/main/inference/metal-init.ts'
import { allCases } from '../../inference/diagnosis/signatures/all-cases.ts'
import { answersTo } from '../samples.ts'
import type { ByteSubject, TextSubject } from '../subject.ts'
import { parser } from './parser.ts'

const index = createCatalogue()
const maxLineBytes = 8_192
/** What a terminal obeys; JSON writes the first of them by its number. */
const escapes = ['\\u001b', '\u009b']

/** As `headroom explain` does it, in pieces that end anywhere. */
function explained(bytes: Uint8Array): unknown {
  const splitter = createLineSplitter(maxLineBytes, false)
  const explainer = createExplainer(index, { program: null, isAppleSilicon: true }, unknownMachine)
  let skippedBytes = 0
  const take = (lines: ReturnType<typeof splitter.end>): void => {
    if (lines === null) return
    explainer.read(lines.text)
    skippedBytes += lines.skippedBytes
  }
  for (let at = 0; at < bytes.length; at += 999)
    take(splitter.push(Buffer.from(bytes.subarray(at, at + 999))))
  take(splitter.end())
  const told = explainer.done(skippedBytes)
  return { told, shown: explainLines(told) }
}

const encoder = new TextEncoder()
const served = answersTo(/^log /)
const someCases = (each: number): readonly string[] =>
  allCases.filter((_, at) => at % each === 0).map(({ log }) => log)

const logs = [
  ...served,
  allCases
    .map(({ log }) => log)
    .join('\n')
    .slice(0, 20_000),
]

export const logByteSubjects: readonly ByteSubject[] = [
  {
    name: 'explain',
    samples: () => [...logs, ...someCases(5)].map((log) => encoder.encode(log)),
    take: explained,
    refusals: [],
    wrong: (made) =>
      escapes.some((one) => JSON.stringify(made).includes(one))
        ? 'it hands on what a terminal obeys'
        : null,
  },
]

const gin = '[GIN] 2026/11/20 - 12:00:00 | 200 |  1.2s |  127.0.0.1 | POST "/api/chat"'
const samples = [
  ...someCases(9),
  gin,
  'time=2026-11-20T12:00:00.000Z level=INFO source=server.go:1 msg="llama runner started" n=5',
  '{"tid":"0x1f","timestamp":1710000000,"level":"INFO","function":"main","line":2742,"msg":"build info","build":2345}',
  'Received request: with body {"messages":[{"role":"user","content":"a secret"}]}',
]

export const logTextSubjects: readonly TextSubject[] = [
  parser('log-line', (text) => logLine(text, 1), samples),
  parser('log-prompts', withoutPrompts, samples),
  parser('logfmt', logfmtIn, samples),
  parser('log-document', isLogDocument, samples),
  parser('log-free-text', (text) => [holdsFreeText(text), holdsTemplate(text)], samples),
  parser('log-quoted', (text) => [isQuoted(text, 20), prefixAt(text, 20)], samples),
  parser('log-kept', createKeepLines(index), logs),
  parser('metal-init', parseMetalInit, [
    'ggml_metal_init: GPU name:   Apple M4\nggml_metal_init: recommendedMaxWorkingSetSize  = 12713.12 MB\n',
    ...served,
  ]),
]
