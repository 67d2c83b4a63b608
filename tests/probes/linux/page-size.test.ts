import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { pageBytesOf, readPageBytes } from '../../../src/main/probes/linux/page-size.ts'
import { mutated, parsedOrNull } from '../../mutated.ts'
import { statText } from '../../proc.ts'
import { askerOf, fixture, valueOf, type World } from '../../world.ts'

const residentPages = 10_118
const stat = statText({ pid: 8627, name: 'node', residentPages })
const statusOf = (residentBytes: number): string =>
  `Name:\tnode\nVmRSS:\t   ${Math.round(residentBytes / 1024)} kB\n`

test.each([4096, 16_384, 65_536])('pages of %d bytes are told from our own memory', (bytes) => {
  expect(pageBytesOf(statusOf(residentPages * bytes), stat)).toBe(bytes)
  // the two files are read one after the other: memory may have moved by half in between
  expect(pageBytesOf(statusOf(residentPages * bytes * 1.5), stat)).toBe(bytes)
  expect(pageBytesOf(statusOf(residentPages * bytes * 0.6), stat)).toBe(bytes)
})

test('real files of one process tell pages of 4096 bytes', () => {
  expect(pageBytesOf(fixture('proc/node-status.txt'), fixture('proc/node-stat.txt'))).toBe(4096)
})

test('a page that no machine has is refused', () => {
  for (const bytes of [1_000, 1_000_000])
    expect(() => pageBytesOf(statusOf(residentPages * bytes), stat)).toThrow(ParseError)
  const noPages = statText({ pid: 1, name: 'x', residentPages: 0 })
  expect(() => pageBytesOf(statusOf(4096), noPages)).toThrow(ParseError)
  expect(() => pageBytesOf(statusOf(0), noPages)).toThrow(ParseError)
})

test('foreign files tell one of the three sizes or nothing', () => {
  const text = fixture('proc/node-status.txt')
  fc.assert(
    fc.property(mutated(text), mutated(stat), (status, other) => {
      for (const own of [stat, other]) {
        const bytes = parsedOrNull((foreign) => pageBytesOf(foreign, own), status)
        expect([null, 4096, 16_384, 65_536]).toContain(bytes)
      }
    }),
  )
})

test('both files are needed', async () => {
  const world: World = new Map([['file /proc/self/status', statusOf(residentPages * 4096)]])
  expect(valueOf(await readPageBytes(askerOf(world)))).toBe('absent: there is no such thing here')
  world.set('file /proc/self/stat', stat)
  expect(valueOf(await readPageBytes(askerOf(world)))).toBe(4096)
  world.set('file /proc/self/stat', 'garbage')
  expect(valueOf(await readPageBytes(askerOf(world)))).toBe("failed: no name in a process's stat")
  world.set('file /proc/self/status', { kind: 'failed', reason: 'permission denied' })
  expect(valueOf(await readPageBytes(askerOf(world)))).toBe('failed: permission denied')
})
