import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedact } from '../../src/main/host/redact.ts'

const redact = createRedact(['wilhelmine', 'root', 'al'])
const pieces = [
  '--token',
  '--db-password',
  '-p',
  '--prompt',
  'ollama run',
  'ollama',
  'run',
  '--format',
  'llm',
  '-u',
  '--user',
  'mysql',
  'token',
  'password',
  'TOKEN=',
  'api_key:',
  'authorization',
  'bearer',
  '://',
  'eyJ',
  'sk-',
  '/home/',
  '"',
  "'",
  '\\',
  '\\"',
  '\0',
  '\n',
  ' ',
  '=',
  ':',
  '@',
  '-',
  '_',
  '.',
  ',',
  'a',
  'A',
  '7',
]
const longBytes = 2 * 2 ** 20
const piecesArbitrary = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })

describe('foreign text', () => {
  test('is looked through in the time of its length, whatever it repeats', () => {
    fc.assert(
      fc.property(piecesArbitrary, piecesArbitrary, (head, repeated) => {
        const period = repeated.join('')
        const text = head.join('') + period.repeat(Math.ceil(longBytes / period.length))
        expect(redact(text).length).toBeGreaterThan(0)
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  test('such as a name without end, a quote that never closes', () => {
    for (const period of ['a-', 'a.', 'token', 'eyJ-', '\\\\', 'x', '=', ',-u'])
      for (const head of ['', '--user', '--token "', 'token="', '-p "', '\0--token\0'])
        expect(redact(head + period.repeat(longBytes / period.length)).length).toBeGreaterThan(0)
  }, 120_000)

  test('is redacted once for all', () => {
    const argument = fc.constantFrom(
      'bot',
      'x',
      '--token',
      '--token=a',
      '-p',
      'TOKEN=a',
      '"a b"',
      '8080',
      '-u',
      'a:b',
    )
    fc.assert(
      fc.property(fc.array(argument), fc.constantFrom(' ', '\0'), (argv, gap) => {
        const once = redact(argv.join(gap))
        expect(redact(once)).toBe(once)
      }),
    )
  })
})
