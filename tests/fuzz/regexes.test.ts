import { expect, test } from 'vitest'
import { formsIn, writtenForms } from './regexes.ts'
import { doesEnd, slowLineOf } from './slow-forms.ts'

test('no form in our code goes on without an end on a line that is made for it', () => {
  const all = writtenForms()
  expect(all.length).toBeGreaterThan(500)
  const endless = all.filter((written) => !doesEnd(written))
  expect(endless.map(({ path, form }) => `${path}: ${form}`)).toEqual([])
})

test('forms are found wherever they stand, and one that takes long is known', () => {
  const [slow, fine] = formsIn(
    'x.ts',
    'const a = /^a*a*:/g\nconst b = { c: () => /^a+:/.test(d) }',
  ).toSorted((one, other) => other.form.source.length - one.form.source.length)
  expect([slow?.form.source, fine?.form.source]).toEqual(['^a*a*:', '^a+:'])
  if (slow === undefined || fine === undefined) return
  expect(slowLineOf(slow)).not.toBeNull()
  expect(slowLineOf(fine)).toBeNull()
})
