import { expect, test } from 'vitest'
import { plistIn } from '../../../src/main/probes/darwin/forms/plist.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const doctype =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
const plist = (body: string): string => `${head}${doctype}<plist version="1.0">${body}</plist>\n`
const two = plist(
  '<array><dict><key>bytes</key><integer>1073741824</integer><key>ratio</key><real>0.25</real></dict>' +
    '<dict><key>name</key><string>R &amp; D</string><key>isOn</key><true/></dict></array>',
)

test('dictionaries, lists, numbers, texts and truths are read', () => {
  expect(plistIn(two)).toEqual([
    { bytes: 1_073_741_824, ratio: 0.25 },
    { name: 'R & D', isOn: true },
  ])
})

test('an empty list is a list', () => {
  expect(plistIn(plist('<array/>'))).toEqual([])
})

test.each([
  ['nothing', ''],
  ['no XML', 'bplist00'],
  ['the older form with an end', '{a = 1;}</plist>'],
  ['another document', '<html></html>'],
  ['no end', two.slice(0, -10)],
  ['a tag that is not known', plist('<float>1</float>')],
  ['a key without a name', plist('<dict><integer>1</integer></dict>')],
  ['a prototype', plist('<dict><key>__proto__</key><dict/></dict>')],
  ['a decimal comma', plist('<real>12,5</real>')],
  ['hexadecimal digits', plist('<integer>0x10</integer>')],
  ['a tag within a number', plist('<integer>1<true/>2</integer>')],
  ['an empty number', plist('<integer></integer>')],
  ['too many levels', plist('<array>'.repeat(50_000) + '</array>'.repeat(50_000))],
  ['too many characters', plist(' '.repeat(9 * 2 ** 20))],
])('a text with %s is refused', (_, text) => {
  expect(() => plistIn(text)).toThrow(ParseError)
})

test('a plist that was cut has no value at all', () => {
  expectNoShortenedFigure(plistIn, two)
  expectNoShortenedFigure(plistIn, two.replaceAll('\n', '\r\n'))
})

test('a foreign text is a ParseError or a value', () => {
  expectSound(plistIn, two)
})
