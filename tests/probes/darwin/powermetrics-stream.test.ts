import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPowerDocuments } from '../../../src/main/probes/darwin/powermetrics-stream.ts'

const documentOf = (name: string): string =>
  `<?xml version="1.0"?>\n<plist version="1.0">\n<string>${name}</string>\n</plist>\n`
const [one, two, three] = [documentOf('one'), documentOf('zwei ü'), documentOf('three')]
const stream = `${one}\0${two}\0${three}`

test('a NUL stands before each document after the first, and the last is whole without one', () => {
  const documents = createPowerDocuments()
  expect(documents.take(stream)).toEqual([one, two, three])
  expect(documents.restBytes()).toBe(0)
})

test('a stream may be cut into pieces anywhere', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const documents = createPowerDocuments()
      const pieces = edges.slice(1).map((edge, index) => stream.slice(edges[index], edge))
      expect(pieces.flatMap((piece) => documents.take(piece))).toEqual([one, two, three])
      expect(documents.restBytes()).toBe(0)
    }),
  )
})

test('a document comes out with its last newline, not with the next sample', () => {
  const documents = createPowerDocuments()
  expect(documents.take(one.trimEnd())).toEqual([])
  expect(documents.take('\n')).toEqual([one])
  expect(documents.take('\0')).toEqual([])
  expect(documents.take(two)).toEqual([two])
})

test('a cut document waits, and its bytes are counted in UTF-8', () => {
  const documents = createPowerDocuments()
  const part = two.slice(0, two.indexOf('ü') + 1)
  expect(documents.take(`${one}\0${part}`)).toEqual([one])
  expect(documents.restBytes()).toBe(part.length + 1)
  expect(documents.take(two.slice(part.length))).toEqual([two])
})

test('what a NUL cuts off without an end is dropped', () => {
  const documents = createPowerDocuments()
  expect(documents.take(`${one.slice(0, 40)}\0${two}`)).toEqual([two])
})

test('lines may end in CRLF', () => {
  const documents = createPowerDocuments()
  const foreign = stream.replaceAll('\n', '\r\n')
  expect(documents.take(foreign)).toHaveLength(3)
})

test('a stream that never ends a document does not eat memory, and the next document is read again', () => {
  const documents = createPowerDocuments()
  const piece = 'x'.repeat(2 ** 20)
  for (let mebibytes = 0; mebibytes < 20; mebibytes++) {
    expect(documents.take(piece)).toEqual([])
    expect(documents.restBytes()).toBeLessThanOrEqual(8 * 2 ** 20)
  }
  expect(documents.take(one)).toEqual([])
  expect(documents.take(`\0${two}`)).toEqual([two])
})
