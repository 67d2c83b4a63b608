import { describe, expect, test } from 'vitest'
import {
  createCatalogue,
  factForms,
  signatures,
} from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import type { MessageForm } from '../../../src/main/inference/logs/message-form.ts'
import { createKeepLines } from '../../../src/main/inference/logs/kept-lines.ts'
import { logLine } from '../../../src/main/inference/logs/log-text.ts'
import { logfmtIn } from '../../../src/main/inference/logs/logfmt.ts'
import { carriesBody, createBodies } from '../../../src/main/inference/logs/request-bodies.ts'
import { isThrown } from '../../../src/main/inference/diagnosis/signatures/thrown.ts'
import { withoutPrompts } from '../../../src/main/inference/logs/without-prompt.ts'
import { cpuMs } from '../../cpu-ms.ts'
import { hostileLines, type HostileLine } from './linear/hostile.ts'

// A line is foreign, and up to 64 KiB long. The bounds on time are far beyond what is needed: a form that looks at every pair of
// places takes seconds where the others take parts of a millisecond.

const maxLineLength = 64 * 1024
const sweepLength = 4 * 1024
/** The slowest of the sweep are measured at their full length. */
const measuredCount = 16
const wholeCatalogueMs = 2_000
/** Below this nothing is to be seen but the noise. */
const leastMs = 5
/** Twice the length takes twice the time where it is linear, and four times where it is not. */
const mostRatio = 3.5
const othersMs = 100

const forms: readonly MessageForm[] = [...factForms, ...signatures]

function timeOf({ form, read }: MessageForm, text: string): number {
  const line = { text, printed: text, number: 1, port: null }
  const beforeMs = cpuMs()
  const match = form.exec(text)
  if (match !== null) read(match, line)
  return cpuMs() - beforeMs
}

const leastTimeOf = (form: MessageForm, text: string): number =>
  Math.min(...[1, 2, 3].map(() => timeOf(form, text)))

interface Slow {
  readonly form: MessageForm
  readonly line: HostileLine
  readonly ms: number
}

/** Of each form the line that takes it longest, the slowest forms first. */
const slowest = (): readonly Slow[] =>
  forms
    .flatMap((form) => {
      const measured = hostileLines(form.form).map((line): Slow => {
        const ms = timeOf(form, line.text(sweepLength))
        return { form, line, ms: ms < 1 ? ms : leastTimeOf(form, line.text(sweepLength)) }
      })
      return measured.sort((a, b) => b.ms - a.ms).slice(0, 1)
    })
    .sort((a, b) => b.ms - a.ms)

describe('a line that was made to take long', () => {
  test('takes no form more than twice the time when it is twice as long', () => {
    const found = slowest()
      .slice(0, measuredCount)
      .flatMap(({ form, line }) => {
        const ms = leastTimeOf(form, line.text(maxLineLength))
        const halfMs = leastTimeOf(form, line.text(maxLineLength / 2))
        return ms < leastMs || ms / halfMs < mostRatio ? [] : [`${form.id}: ${line.name}`]
      })
    expect(found).toEqual([])
  })

  const anchors = [...new Set(forms.flatMap((form) => form.anchors))]
  test.each([
    ['all anchors', anchors.join(' ')],
    ['all anchors, and quotes', anchors.join('" "')],
    ['all anchors, and brackets', anchors.join('(')],
    ['all anchors, and digits', anchors.join(' 1')],
    ['all anchors behind the head of a line of Ollama', `time=1 level=INFO ${anchors.join(' ')}`],
    ['blanks', ' '.repeat(100)],
  ])('is read in bounded time: %s', (_, piece) => {
    const text = `${piece.repeat(Math.ceil(maxLineLength / piece.length)).slice(0, maxLineLength)}\n`
    const reader = createLogReader(createCatalogue(), { program: null, isAppleSilicon: null })
    const beforeMs = cpuMs()
    reader.read(text)
    expect(cpuMs() - beforeMs).toBeLessThan(wholeCatalogueMs)
  })
})

/** Beginnings of what is looked for in any line, each with what it repeats. */
const others: readonly (readonly [begin: string, repeated: string])[] = [
  ['', 'operator()x '],
  ['', 'log_server_r '],
  ['', 'log_server_r: '],
  ['', 'params_from_ : '],
  ['params_from_', 'a'],
  ['', 'chat_parse '],
  ['', 'Generated packet '],
  ['', '[a] Generated packet '],
  ['', '[a]'],
  ['', 'Accumulat'],
  ['Accumulat', 'a'],
  ['Accumulated ', '1'],
  ['with body', ' '],
  ['', 'with body   '],
  ['with body {', '{ '],
  ['', '[SSE-'],
  ['[SSE-', 'a'],
  ['', 'Received request a'],
  ['Received request ', 'a'],
  ['time=1 level=INFO ', 'msg="'],
  ['time=1 level=DEBUG ', ' prompt='],
  ['time=1 level=INFO ', ' "a\\"='],
  ['time=1 level=INFO ', 'a="'],
  ['', '\u001b]'],
  ['', '\u001b[0'],
  ['\u001b[', '0'],
  ['a', ' '],
  ['', '['],
  ['', '#'],
  ['user ', ' '],
  ['- ', 'RuntimeError: '],
  ['', 'zsh: killed '],
  ['zsh: killed', ' '],
  ['zsh: killed a', ' a.b'],
  ['', '1 Killed  '],
  ['', 'Command a '],
  ['', ' -p'],
  ["fish: Job 1, '", "' terminated by "],
]

describe('a line that was made to take long for what is done with any line', () => {
  const index = createCatalogue()
  test.each(others)(
    'takes twice the time when it is twice as long: %j, then %j',
    (begin, repeated) => {
      const msOf = (length: number): number => {
        const text = begin + repeated.repeat(length / repeated.length)
        const times = [1, 2, 3].map(() => {
          const beforeMs = cpuMs()
          const line = logLine(text, 1)
          withoutPrompts(text)
          carriesBody(line.text)
          createBodies().pass(line, text, text.length)
          logfmtIn(line.text)
          isThrown(text, text)
          createKeepLines(index)(`${text}Killed: 9\n`)
          return cpuMs() - beforeMs
        })
        return Math.min(...times)
      }
      const halfMs = msOf(maxLineLength / 2)
      const ms = msOf(maxLineLength)
      expect(ms < othersMs || ms / halfMs < mostRatio).toBe(true)
    },
  )
})

test('the lines reach the repetitions that they are made for', () => {
  const [line] = hostileLines(/^a: (?:x|size = \d+) MiB/)
  expect(line?.text(4)).toBe('a: size = 1111')
  const slow: MessageForm = {
    id: 'slow',
    program: 'python',
    anchors: ['size ='],
    form: /^size = \d*\d*x/,
    read: () => null,
  }
  const times = hostileLines(slow.form).map((one) => leastTimeOf(slow, one.text(4_000)))
  const linear = leastTimeOf({ ...slow, form: /^size = \d*x/ }, `size = ${'1'.repeat(4_000)}`)
  expect(Math.max(...times)).toBeGreaterThan(10 * linear)
})
