import { describe, expect, test } from 'vitest'
import { factForms, signatures } from '../../../src/main/inference/diagnosis/catalogue.ts'
import type { MessageForm } from '../../../src/main/inference/logs/message-form.ts'
import { samplesOf } from './linear/samples.ts'

const forms: readonly MessageForm[] = [...factForms, ...signatures]

/** Their literals say more than their shapes: lines of Ollama's own with these words. */
const byLiteral: ReadonlySet<string> = new Set([
  'ollama-itself',
  'ollama-json-slots',
  'ollama-json-slot',
])

/** What a form says yes to, and would never be shown, as it holds none of its literals. */
/** Literals are looked for in the line with the blanks at its ends. */
const neverSeen = ({ form, anchors, read }: MessageForm): readonly string[] =>
  samplesOf(form).filter((text) => {
    const match = form.exec(text)
    if (match === null || anchors.some((anchor) => `  ${text}  `.includes(anchor))) return false
    return read(match, { text, printed: text, number: 1, port: null }) !== null
  })

describe('each way to say what a form knows', () => {
  test('holds a literal that it is found by', () => {
    const found = forms
      .filter(({ id }) => !byLiteral.has(id))
      .flatMap((form) =>
        neverSeen(form)
          .slice(0, 1)
          .map((text) => `${form.id}: ${text}`),
      )
    expect(found).toEqual([])
  })

  test('is told apart by its capitals, as the literals are', () => {
    expect(forms.filter(({ form }) => form.flags.includes('i')).map(({ id }) => id)).toEqual([])
  })

  test('has a sample for nearly all forms', () => {
    const known = forms.filter(({ form }) => samplesOf(form).length > 0)
    expect(known.length).toBeGreaterThan(forms.length * 0.8)
  })
})
