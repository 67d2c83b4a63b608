import type { Explain, ExplainedFinding, ExplainedFix, Foretold } from '../../shared/explain.ts'
import { printableCommand, titleOf } from '../../shared/finding-text.ts'
import { printedLine, type Misadvice } from '../../shared/finding.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatCount } from '../../shared/units.ts'
import { logFactLines } from './explain-facts.ts'

/** A paragraph is read best so; lines of the log and commands are left as they are. */
const textWidth = 88
const maxTextLength = 1_000
const maxNameLength = 60

/** What happened in a log, for people in a terminal: each finding as a paragraph, then what the log states. */
export function explainLines(explain: Explain): readonly string[] {
  const { findings, foretold, isUnexplained, skippedBytes, facts } = explain
  const stated = logFactLines(facts)
  return [
    ...(findings.length > 0 ? [] : isUnexplained ? unexplainedLines() : [nothingKnown]),
    ...findings.flatMap((finding, index) => [
      ...(index === 0 ? [] : ['']),
      ...findingParagraph(finding),
    ]),
    ...(foretold === null ? [] : ['', ...foretoldLines(foretold)]),
    ...(stated.length === 0 ? [] : ['', 'What the log states', ...stated.map(indented)]),
    ...(skippedBytes === 0
      ? []
      : ['', `${formatBytes(skippedBytes)} of lines that are too long were not read`]),
  ]
}

const nothingKnown = 'Headroom knows of no failure in this log'

const unexplainedLines = (): readonly string[] => [
  'Something failed here, and these lines do not say of what',
  '',
  ...paragraph(
    'Its cause stands in other lines: the next one (error: …), some hundred lines above, or in the log of the server itself (Ollama: ~/.ollama/logs/server.log). Give headroom explain the whole log.',
  ),
]

// The GPU refused memory (Ollama)
//   line 1204: ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB
//
//   Metal refused one buffer of 12.9 GB: …
//
//   The KV cache is allocated whole …
//
//   1. Ask for a context of 16384 tokens
//        launchctl setenv OLLAMA_CONTEXT_LENGTH 16384
//      costs: the model forgets earlier
//
//   What does not help
//   - Set OLLAMA_MAX_VRAM: Ollama reads no such variable
function findingParagraph(finding: ExplainedFinding): readonly string[] {
  const { program, line, lineNumber, count, sentence, cause, fixes, misadvice } = finding
  const times = count > 1 ? `, ${formatCount(count)} times` : ''
  const who = program === null ? '' : ` (${printable(program, maxNameLength)})`
  return [
    `${titleOf(finding)}${who}`,
    indented(`line ${formatCount(lineNumber)}${times}: ${printedLine(line)}`),
    '',
    ...paragraph(sentence),
    '',
    ...paragraph(cause),
    ...(fixes.length === 0 ? [] : ['', ...fixes.flatMap(fixLines)]),
    ...misadviceLines(misadvice),
  ]
}

function fixLines({ text, command, costs }: ExplainedFix, index: number): readonly string[] {
  const number = `${formatCount(index + 1)}. `
  const under = ' '.repeat(number.length)
  const commands = command === undefined ? [] : printableCommand(command).split('\n')
  return [
    ...paragraph(text, number),
    ...commands.map((one) => indented(`${under}  ${one}`)),
    ...(costs === undefined ? [] : paragraph(`costs: ${costs}`, under)),
  ]
}

const misadviceLines = (misadvice: readonly Misadvice[]): readonly string[] =>
  misadvice.length === 0
    ? []
    : [
        '',
        indented('What does not help'),
        ...misadvice.flatMap(({ advice, why }) =>
          paragraph(`${advice.replace(/\.$/, '')}: ${why}`, '- '),
        ),
      ]

const foretoldLines = ({ line, lineNumber, alert }: Foretold): readonly string[] => [
  'What told of it before',
  indented(`line ${formatCount(lineNumber)}: ${printedLine(line)}`),
  ...paragraph(alert),
]

const indented = (text: string): string => `  ${text}`

/** Broken between words; `mark` stands before its first line, and the others are as far in. */
function paragraph(text: string, mark = ''): readonly string[] {
  const lines: string[] = []
  for (const word of printable(text, maxTextLength).split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > textWidth - mark.length)
      lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  const under = ' '.repeat(mark.length)
  return lines.map((line, index) => indented(`${index === 0 ? mark : under}${line}`))
}
