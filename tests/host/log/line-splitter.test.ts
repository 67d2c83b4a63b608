import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineSplitter } from '../../../src/main/host/log/line-splitter.ts'

interface Told {
  readonly text: string
  readonly skippedBytes: number
  /** How much of the chunks belongs to lines that were told, after each chunk. */
  readonly wholeBytes: readonly number[]
  readonly rest: string
}

function split(chunks: readonly Buffer[], maxLineBytes = 1_000, dropsFirst = false): Told {
  const splitter = createLineSplitter(maxLineBytes, dropsFirst)
  let text = ''
  let skippedBytes = 0
  let readBytes = 0
  let toldBytes = 0
  const wholeBytes: number[] = []
  for (const chunk of chunks) {
    const lines = splitter.push(Buffer.from(chunk))
    if (lines !== null) {
      text += lines.text
      skippedBytes += lines.skippedBytes
      toldBytes = readBytes + lines.wholeBytes
    }
    readBytes += chunk.length
    wholeBytes.push(toldBytes)
  }
  const rest = splitter.end()
  skippedBytes += rest?.skippedBytes ?? 0
  return { text, skippedBytes, wholeBytes, rest: rest?.text ?? '' }
}

const bytes = (...texts: readonly string[]): readonly Buffer[] =>
  texts.map((text) => Buffer.from(text))

describe('bytes become whole lines', () => {
  test('that end with a line feed, with both signs or with a carriage return', () => {
    expect(split(bytes('one\ntwo\r\n10%\r20%\rthr'))).toEqual({
      text: 'one\ntwo\r\n10%\r20%\r',
      skippedBytes: 0,
      wholeBytes: [17],
      rest: 'thr',
    })
  })

  test('though a line comes in many chunks', () => {
    expect(split(bytes('o', 'n', 'e\nt', 'wo'))).toMatchObject({
      text: 'one\n',
      wholeBytes: [0, 0, 4, 4],
      rest: 'two',
    })
  })

  test('though its two signs come in two chunks', () => {
    expect(split(bytes('one\r', '\ntwo\r', 'three'))).toMatchObject({
      text: 'one\r\ntwo\r',
      wholeBytes: [0, 5, 9],
    })
  })

  test('though a character comes in two chunks', () => {
    const text = Buffer.from('größer\n')
    expect(split([text.subarray(0, 3), text.subarray(3)]).text).toBe('größer\n')
  })

  test('without NULs, and with a sign for what is not UTF-8', () => {
    const chunk = Buffer.concat([Buffer.alloc(3), Buffer.from('caf\xe9\0 one\n', 'latin1')])
    expect(split([chunk])).toMatchObject({ text: 'caf\ufffd one\n', wholeBytes: [13] })
  })

  test('with their colours', () => {
    expect(split(bytes('\u001b[32mgreen\u001b[0m\n')).text).toBe('\u001b[32mgreen\u001b[0m\n')
  })
})

describe('a line that ends in a carriage return', () => {
  test('is told when nothing follows for now', () => {
    const splitter = createLineSplitter(100, false)
    expect(splitter.push(Buffer.from('10%\r'))).toBeNull()
    expect(splitter.pause()).toEqual({ text: '10%\r', skippedBytes: 0, wholeBytes: 0 })
    expect(splitter.pause()).toBeNull()
    expect(splitter.push(Buffer.from('20%\r\n'))?.text).toBe('20%\r\n')
  })

  test('does not make a pause tell what has no end', () => {
    const splitter = createLineSplitter(100, false)
    splitter.push(Buffer.from('one\nhal'))
    expect(splitter.pause()).toBeNull()
    expect(splitter.push(Buffer.from('f\n'))?.text).toBe('half\n')
  })
})

describe('a line that is too long', () => {
  test('keeps its beginning and its end, and says how much is missing', () => {
    const told = split(bytes(`a\n${'x'.repeat(25)}\r\nb\n`), 10)
    expect(told).toMatchObject({ text: `a\n${'x'.repeat(10)}\r\nb\n`, skippedBytes: 15 })
  })

  test('is cut between two characters', () => {
    expect(split(bytes('aaaaaaaaaé\n'), 10)).toMatchObject({ text: 'aaaaaaaaa\n', skippedBytes: 2 })
  })

  test('of exactly the longest length is whole', () => {
    expect(split(bytes(`${'x'.repeat(10)}\r\n`), 10)).toMatchObject({ skippedBytes: 0 })
  })

  test('of 100 MB is never held as a whole', () => {
    const splitter = createLineSplitter(65_536, false)
    const chunk = Buffer.alloc(2 ** 18, 'x')
    const before = process.memoryUsage().arrayBuffers
    for (let count = 0; count < 400; count++) expect(splitter.push(chunk)).toBeNull()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6)
    const lines = splitter.push(Buffer.from('\nnext\n'))
    expect(lines?.text).toBe(`${'x'.repeat(65_536)}\nnext\n`)
    expect(lines?.skippedBytes).toBe(400 * 2 ** 18 - 65_536)
  })
})

describe('what stands before the first line', () => {
  test.each(['lf\none\n', 'lf\rone\n', 'lf\r\none\n', '\none\n'])('is dropped: %j', (text) => {
    expect(split(bytes(text), 100, true)).toMatchObject({ text: 'one\n', skippedBytes: 0 })
    expect(
      split(
        [...text].map((sign) => Buffer.from(sign)),
        100,
        true,
      ).text,
    ).toBe('one\n')
  })

  test('is dropped however long it is', () => {
    expect(split(bytes('x'.repeat(50), `${'x'.repeat(50)}\none`), 10, true)).toMatchObject({
      text: '',
      rest: 'one',
    })
  })
})

const longest = 24
const piece = fc.oneof(
  fc
    .constantFrom('\n', '\r', '\r\n', '\0', 'ä', '€', '𝛑', 'x'.repeat(40))
    .map((text) => Buffer.from(text)),
  fc.string({ maxLength: 8 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 4 }).map((some) => Buffer.from(some)),
  fc.constantFrom('é', 'ÿþ').map((text) => Buffer.from(text, 'latin1')),
)
const wholeFile = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.concat(pieces))

/** The same, of the whole text at once, line by line. */
function plainSplit(file: Buffer): Pick<Told, 'text' | 'skippedBytes'> {
  const signs = Buffer.from(file.filter((byte) => byte !== 0)).toString('latin1')
  let skippedBytes = 0
  const lines = signs.split(/(\r\n|\r|\n)/).map((line) => {
    const whole = Buffer.from(line, 'latin1')
    if (whole.length <= longest) return whole
    const kept = Buffer.from(line.slice(0, longest).replace(cutCharacter, ''), 'latin1')
    skippedBytes += whole.length - kept.length
    return kept
  })
  return { text: Buffer.concat(lines).toString('utf8'), skippedBytes }
}

/** A last character that lacks bytes, as Latin-1. */
const cutCharacter = /(?:[\xf0-\xff][\x80-\xbf]{2}|[\xe0-\xff][\x80-\xbf]|[\xc0-\xff])$/

describe('any bytes, in any chunks,', () => {
  test('tell what a plain split of the whole tells, once', () => {
    fc.assert(
      fc.property(wholeFile, fc.array(fc.nat(60)), (file, cuts) => {
        const told = split(cutAt(file, cuts), longest)
        const plain = plainSplit(file)
        expect(told.text + told.rest).toBe(plain.text)
        expect(told.skippedBytes).toBe(plain.skippedBytes)
      }),
      { numRuns: 2_000 },
    )
  })

  test('say behind which byte their lines end: read on from there, nothing is lost or told twice', () => {
    fc.assert(
      fc.property(wholeFile, fc.array(fc.nat(60)), fc.nat(60), (file, cuts, stop) => {
        const chunks = cutAt(file, cuts)
        const known = chunks.slice(0, stop)
        const told = split(known, longest)
        const from = told.wholeBytes.at(-1) ?? 0
        const later = split([file.subarray(from)], longest)
        expect(told.text + later.text + later.rest).toBe(plainSplit(file).text)
      }),
      { numRuns: 2_000 },
    )
  })
})

function cutAt(file: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.filter((cut) => cut < file.length).sort((a, b) => a - b), file.length]
  return places.slice(1).map((end, index) => file.subarray(places[index], end))
}
