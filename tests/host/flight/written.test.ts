import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { breathe } from '../../../src/main/host/breathe.ts'
import { createWriting, type Told } from '../../../src/main/host/flight/written.ts'
import { entryOf } from '../../../src/main/host/recorded-entry.ts'
import { formatEntry } from '../../../src/main/host/recording.ts'
import { createRedact } from '../../../src/main/host/redact.ts'

const startedAtMs = 1_000_000

/** What was handed on, in order, and how much was cleaned so far. */
function written() {
  const handed: string[] = []
  const redact = createRedact(['plantedperson'])
  let cleanedLength = 0
  const writing = createWriting({
    platform: 'linux',
    redact: (text) => {
      cleanedLength += text.length
      return redact(text)
    },
    segments: {
      begin: (text) => void handed.push('begin', ...text.split('\n').slice(1)),
      add: (text) => void handed.push('add', ...text.split('\n')),
    },
  })
  return { ...writing, handed, cleanedLength: () => cleanedLength }
}

const toldOf = (index: number, text: string): Told => ({
  kind: 'file',
  key: `/home/person${index % 7}/plantedperson/${index}`,
  reading: { kind: 'ok', value: text, atMs: startedAtMs - index, tookMs: 1 },
})
const machine = (count: number): readonly Told[] =>
  Array.from({ length: count }, (_, index) =>
    toldOf(index, `--api-key planted${index} /Users/other${index % 5}/m.gguf\n`.repeat(20)),
  )

test('what a segment begins with is cleaned in parts, between which others have their turn', async () => {
  const { begin, handed, cleanedLength, finish } = written()
  const known = machine(200)
  begin(known, startedAtMs, startedAtMs)
  let mostAtOnce = 0
  for (let before = 0; handed.length === 0; before = cleanedLength()) {
    mostAtOnce = Math.max(mostAtOnce, cleanedLength() - before)
    await breathe()
  }
  expect(handed).toHaveLength(1 + 200 + 1)
  expect(mostAtOnce).toBeLessThan(32 * 2 ** 10)
  expect(cleanedLength()).toBeGreaterThan(8 * mostAtOnce)
  finish()
  expect(handed).toHaveLength(202)
})

test('the content is the same as in one piece, whatever is put and flushed meanwhile', async () => {
  const step = fc.constantFrom('put', 'breathe', 'flush', 'begin', 'finish')
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.nat({ max: 60 }),
      async (steps, count) => {
        const { begin, put, flush, finish, handed } = written()
        const redact = createRedact(['plantedperson'])
        const known = machine(count)
        const expected: string[] = []
        const lineOf = ({ kind, key, reading }: Told, agoMs?: number): string => {
          const at = agoMs === undefined ? reading : { ...reading, atMs: startedAtMs }
          const entry = entryOf(kind, redact(key), at, startedAtMs, redact)
          return formatEntry(agoMs === undefined ? entry : { ...entry, agoMs }).trimEnd()
        }
        const beginBoth = (): void => {
          begin(known, startedAtMs, startedAtMs)
          expected.push(...known.map((told) => lineOf(told, startedAtMs - told.reading.atMs)))
        }
        beginBoth()
        for (const [index, one] of steps.entries()) {
          if (one === 'put') {
            const told = toldOf(1_000 + index, 'put')
            put(told)
            expected.push(lineOf(told))
          } else if (one === 'breathe') await breathe()
          else if (one === 'flush') flush(startedAtMs + index, false)
          else if (one === 'finish') finish()
          else {
            finish()
            flush(startedAtMs + index, false)
            beginBoth()
          }
        }
        finish()
        flush(startedAtMs, true)
        expect(handed.filter((line) => line.startsWith('{'))).toEqual(expected)
      },
    ),
    { numRuns: 40 },
  )
})

test('nothing is written of a beginning that was dropped', async () => {
  const { begin, put, drop, flush, handed } = written()
  begin(machine(100), startedAtMs, startedAtMs)
  put(toldOf(1, 'put'))
  drop()
  for (let turn = 0; turn < 30; turn += 1) await breathe()
  flush(startedAtMs, true)
  expect(handed).toEqual([])
})
