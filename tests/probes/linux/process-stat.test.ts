import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { parseProcessStat } from '../../../src/main/probes/linux/process-stat.ts'
import { expectSound } from '../../mutated.ts'
import { statText } from '../../proc.ts'
import { fixture } from '../../world.ts'

test('a process is read as the kernel tells it', () => {
  expect(parseProcessStat(fixture('proc/node-stat.txt'))).toEqual({
    name: 'node',
    parentPid: 8618,
    sessionId: 5301,
    hasTerminal: false,
    startTicks: 254_338,
    residentPages: 10_118,
    isKernelThread: false,
    stackStart: '140720751525968',
  })
})

test('what a person can type into has a terminal', () => {
  const ofTerminal = (device: number): string =>
    statText({ pid: 9, name: 'vim' }).replace('9 9 0 -1', `9 9 ${device} -1`)
  // /dev/pts/2
  expect(parseProcessStat(ofTerminal(34_818)).hasTerminal).toBe(true)
  expect(parseProcessStat(ofTerminal(0)).hasTerminal).toBe(false)
})

test("a kernel's own thread is told by its flag", () => {
  const { name, isKernelThread, residentPages } = parseProcessStat(
    fixture('proc/kthreadd-stat.txt'),
  )
  expect({ name, isKernelThread, residentPages }).toEqual({
    name: 'kthreadd',
    isKernelThread: true,
    residentPages: 0,
  })
})

test.each(['tmux: server', '(sd-pam)', 'a) S 1 2 (b', ')', '(((', 'two\nlines', '', ' ', '模型'])(
  'a process may be called "%s"',
  (name) => {
    const stat = statText({ pid: 9, name, parentPid: 3, startTicks: 77, residentPages: 5 })
    expect(parseProcessStat(stat)).toMatchObject({
      name,
      parentPid: 3,
      sessionId: 9,
      startTicks: 77,
      residentPages: 5,
    })
  },
)

test('whatever a process calls itself, its figures are right', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(2 ** 31),
      fc.nat(2 ** 40),
      (name, residentPages, startTicks) => {
        const stat = parseProcessStat(statText({ pid: 9, name, residentPages, startTicks }))
        expect(stat).toMatchObject({ name, residentPages, startTicks })
      },
    ),
  )
})

test('a stat that is cut off before its resident pages is refused', () => {
  const text = fixture('proc/node-stat.txt')
  const end = text.indexOf(' 10118 ') + 1
  for (let length = 0; length <= end; length++) {
    expect(() => parseProcessStat(text.slice(0, length))).toThrow(ParseError)
  }
})

test.each([
  ['no name', '8627 node R 8618'],
  ['its parentheses the wrong way round', '8627 )node( R 1 1 1'],
  ['half a page', statText({ pid: 9, name: 'x', residentPages: 0.5 })],
  ['a word for its parent', '8627 (node) R x 8618 5301 0 -1 4194304 2176'],
])('a stat with %s is refused', (_, text) => {
  expect(() => parseProcessStat(text)).toThrow(ParseError)
})

test('a foreign stat is a ParseError or whole figures', () => {
  expectSound(
    parseProcessStat,
    fixture('proc/node-stat.txt'),
    ({ startTicks, residentPages }) =>
      Number.isInteger(startTicks) && Number.isInteger(residentPages),
  )
})
