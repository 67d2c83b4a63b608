import { expect, test } from 'vitest'
import { figureIn } from '../../../src/shared/phrases/figure.ts'
import { createSaying, type Saying } from '../../../src/shared/phrases/saying.ts'

/** A book of a language that writes in angles what it has found. */
function sayingOf(book: Readonly<Record<string, string>>): Saying {
  return createSaying({
    phrases: Object.keys(book),
    put: (phrase, slots) =>
      (book[phrase] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => slots[name] ?? '?'),
    figure: (text) => figureIn('de', text),
  })
}

test('a sentence is said by the phrase that it was made by, clause by clause', () => {
  const { say, knows } = sayingOf({
    '{{name, raw}} has quit: {{back}}': '{{name}} ist beendet: {{back}}',
    '{{got, figure}} came back ({{expected, figure}} expected)':
      '{{got}} sind frei ({{expected}} erwartet)',
  })
  const english = 'Loom has quit: 2.1 GB came back (2.3 GB expected)'
  expect(say(english)).toBe('Loom ist beendet: 2,1 GB sind frei (2,3 GB erwartet)')
  expect(knows(english)).toBe(true)
})

test('the order of the words is free', () => {
  const { say } = sayingOf({
    '{{who, raw}} asks for {{bytes, figure}}': '{{bytes}} will {{who}}',
  })
  expect(say('python asks for 4.0 GB')).toBe('4,0 GB will python')
})

test('a foreign name is never translated, whatever it says', () => {
  const { say } = sayingOf({
    'Room is short': 'Der Platz ist knapp',
    'unload {{name, raw}}': '{{name}} entladen',
  })
  expect(say('unload Room is short')).toBe('Room is short entladen')
  expect(say('unload {{name}} $& \\1')).toBe('{{name}} $& \\1 entladen')
})

test('the phrase with the most words of its own counts, as long as its slots hold what they take', () => {
  const { say } = sayingOf({
    'idle {{span, figure}}': 'seit {{span}} untätig',
    '{{state}}, {{expiry}}': '{{state}} und {{expiry}}',
    'goes in {{span, figure}}': 'geht in {{span}}',
    'idle for {{why, raw}}': 'untätig wegen {{why}}',
  })
  expect(say('idle 2 h 5 min')).toBe('seit 2 h 5 min untätig')
  expect(say('idle 12 s, goes in 4 min')).toBe('seit 12 s untätig und geht in 4 min')
  expect(say('idle for 12 s')).toBe('untätig wegen 12 s')
})

test('sentences and clauses that stand one after the other are said each by itself', () => {
  const { say, knows } = sayingOf({
    'One thing is so': 'Eines ist so',
    'another is not': 'anderes nicht',
    'Quit it.': 'Beende es.',
  })
  expect(say('One thing is so; another is not')).toBe('Eines ist so; anderes nicht')
  expect(say('One thing is so. Quit it.')).toBe('Eines ist so. Beende es.')
  expect(knows('One thing is so; a third is strange')).toBe(false)
})

test('sentences are told apart before a phrase of few letters joins two of them', () => {
  const { say } = sayingOf({
    '{{a}} and {{b}}': '{{a}} und {{b}}',
    'All is well': 'Alles gut',
    'held by {{a, raw}} ({{bytes, figure}}) and {{b, raw}} ({{more, figure}})':
      'bei {{a}} ({{bytes}}), {{b}} ({{more}})',
    'held by {{a, raw}} ({{bytes, figure}})': 'bei {{a}} ({{bytes}})',
    '{{name, raw}} ({{bytes, figure}})': '{{name}} ({{bytes}})',
  })
  expect(say('All is well. held by phi (1.5 GB) and gemma (2.0 GB).')).toBe(
    'Alles gut. bei phi (1,5 GB), gemma (2,0 GB).',
  )
})

test('what is not known stays as it is, within what is known', () => {
  const { say, knows } = sayingOf({
    'Room is not known: {{reason}}': 'Der Platz ist nicht bekannt: {{reason}}',
  })
  expect(say('EACCES /proc')).toBe('EACCES /proc')
  expect(say('Room is not known: EACCES /proc')).toBe('Der Platz ist nicht bekannt: EACCES /proc')
  expect(knows('Room is not known: EACCES /proc')).toBe(false)
})

test('a text that is no sentence of ours costs no time without end', () => {
  const { say } = sayingOf({
    '{{a}} and {{b}}': '{{a}} und {{b}}',
    '{{a}}, {{b}} and {{c}}': '{{a}}, {{b}} und {{c}}',
  })
  const endless = 'a and, '.repeat(2_000)
  expect(say(endless)).toBe(endless)
  const many = 'x, y and '.repeat(100)
  expect(say(many)).toBe(many)
})

test('the same text is said alike however many others came between', () => {
  const { say } = sayingOf({ 'up to {{bytes, figure}}': 'bis zu {{bytes}}' })
  for (let step = 0; step < 5_000; step++) say(`up to ${step} MB`)
  expect(say('up to 1.5 GB')).toBe('bis zu 1,5 GB')
})
