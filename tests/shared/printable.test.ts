import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import { harmless, harmlessJson, printable } from '../../src/shared/printable.ts'

test('an ordinary name passes unchanged', () => {
  expect(printable('llama-server')).toBe('llama-server')
  expect(printable('Größe 模型 🦙')).toBe('Größe 模型 🦙')
  expect(printable('')).toBe('')
})

test('a terminal escape loses its power', () => {
  expect(printable('\u001b[31mred\u001b[0m')).toBe('�[31mred�[0m')
  expect(printable('\u009b2J')).toBe('�2J')
  expect(printable('a\u0007b\u0008c\u007f')).toBe('a�b�c�')
})

test('a name stays on one line', () => {
  expect(printable('a\nb\r\nc\td\u2028e\u2029f\u0085g')).toBe('a�b��c�d�e�f�g')
})

test('marks that turn the writing are taken out, all twelve of them', () => {
  const bidiControls = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
  expect(printable(`${bidiControls}gpj.exe`)).toBe(`${'�'.repeat(12)}gpj.exe`)
})

test('signs that nobody sees are shown, and joiners stay where scripts and emoji need them', () => {
  expect(printable('Saf\u200bari')).toBe('Saf�ari')
  expect(printable('a\u00adb\u200dc\u200cd\u2060e\ufefff\u{e0041}g\u3164h')).toBe('a�b�c�d�e�f�g�h')
  expect(printable('\u200dx')).toBe('�x')
  for (const name of ['👩‍👩‍👧‍👦 🏴‍☠️ 👩🏽‍💻', 'می\u200cخواهم', 'ക്\u200d']) expect(printable(name)).toBe(name)
})

test('lines for a terminal keep their ends and colours, and lose what else it would obey', () => {
  const colours = '\u001b[1m\u001b[31m!! red\u001b[39m\u001b[22m\n'
  expect(harmless(colours)).toBe(colours)
  expect(harmless('a\tb\nc\u001b[2J\u009bd\u202ee\r\n')).toBe('a\tb\nc�[2J�d�e�\n')
})

test('JSON for a terminal is the same value', () => {
  const value = { 'na\u009bme': 'x\u001b\u007f\u0085\u202e\u2028\ufeff "ä 模型 🦙\\u009b' }
  const text = harmlessJson(JSON.stringify(value))
  expect(jsonIn(text)).toEqual(value)
  expect(text).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|\ufeff/u)
  expect(text).toContain('ä 模型 🦙')
})

test('a name of 120 characters is whole, a longer one ends in an ellipsis', () => {
  expect(printable('a'.repeat(120))).toBe('a'.repeat(120))
  expect(printable('a'.repeat(121))).toBe(`${'a'.repeat(119)}…`)
})

test('whatever comes in, what goes out is short and has no control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const shown = printable(text)
      expect(shown.length).toBeLessThanOrEqual(120)
      expect(shown).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u)
    }),
  )
})
