import { describe, expect, test } from 'vitest'
import {
  createCatalogue,
  factForms,
  signatures,
} from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'

const index = createCatalogue()
const anchors = [...new Set([...factForms, ...signatures].flatMap((form) => form.anchors))]
const lineLength = 65_536

const filled = (piece: string): string => piece.repeat(lineLength / 2 / piece.length)

/** Lines as long as they may be, in which a form finds its beginning again and again, but never its end. */
const odd: readonly (readonly [what: string, lineOf: (anchor: string) => string])[] = [
  ['it stands behind names of errors', (anchor) => `${filled('RuntimeError: error: ')}${anchor} x`],
  ['it stands between words with colons', (anchor) => `${filled('a: ')}${anchor}${filled(' a: ')}`],
  ['it stands between blanks', (anchor) => `${filled(' ')}${anchor}${filled(' ')}x`],
  ['digits follow', (anchor) => `${anchor}${filled('1')}.${filled('1')}`],
  ['it is all there is', (anchor) => filled(anchor)],
]

/** Ends whatever the line above may have begun; a failure of a new load is told for itself. */
const below = `2026-01-01 00:00:00 - INFO - x
srv    load_model: loading model 'a.gguf'
zsh: killed     python x.py
`

describe('a line of 64 KiB with a literal of any form', () => {
  test.each(odd)('is read to its end, and the lines below it: %s', (_, lineOf) => {
    const unread = anchors.filter((anchor) => {
      const reader = createLogReader(index, { program: null, isAppleSilicon: null })
      reader.read(`${lineOf(anchor)}\n${below}`)
      return !reader.failures().some(({ line }) => line.number === 4)
    })
    expect(unread).toEqual([])
  })
})
