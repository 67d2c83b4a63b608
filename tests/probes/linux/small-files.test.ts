import { expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { bootTime, parseBootTime } from '../../../src/main/probes/linux/boot-time.ts'
import { disk, parseDisk } from '../../../src/main/probes/disk.ts'
import { machine, parseMachine } from '../../../src/main/probes/machine.ts'
import { parseNames } from '../../../src/main/probes/names.ts'
import { ownProcess, parseOwnProcess } from '../../../src/main/probes/own-process.ts'
import { read } from '../../../src/main/probes/probe.ts'
import {
  parseProportionalSet,
  proportionalSet,
} from '../../../src/main/probes/linux/proportional-set.ts'
import { expectSound } from '../../mutated.ts'
import { askerOf, fixture, valueOf } from '../../world.ts'

const facts = {
  distro: 'Debian GNU/Linux',
  release: '12',
  kernel: '6.18.44',
  arch: 'x64',
  manufacturer: 'AMD',
  brand: 'EPYC',
  cores: 2,
}

test('the start of the machine is an instant in milliseconds', async () => {
  const asker = askerOf(new Map([['file /proc/stat', fixture('proc/stat.txt')]]))
  expect(valueOf(await read(asker, bootTime))).toBe(1_795_199_922_000)
  expect(() => parseBootTime('cpu 1 2 3\n')).toThrow(ParseError)
  expectSound(parseBootTime, fixture('proc/stat.txt'))
})

test('a volume is told with its path', async () => {
  const text = '{"totalBytes":270000000000,"freeBytes":85000000000}'
  const asker = askerOf(new Map([['disk /data', text]]))
  expect(valueOf(await read(asker, disk('/data')))).toEqual({
    path: '/data',
    totalBytes: 270e9,
    freeBytes: 85e9,
  })
  expect(() => parseDisk('{"totalBytes":"270"}')).toThrow(
    new ParseError('not the size of a volume'),
  )
  expect(() => parseDisk('{"totalBytes":1e999,"freeBytes":1}')).toThrow(ParseError)
  expectSound(parseDisk, text)
})

test('the facts of a machine become words for people', async () => {
  const asker = askerOf(new Map([['library systeminformation/machine', JSON.stringify(facts)]]))
  expect(valueOf(await read(asker, machine('linux')))).toEqual({
    platform: 'linux',
    operatingSystem: 'Debian GNU/Linux 12 (6.18.44, x64)',
    processor: 'AMD EPYC',
    coreCount: 2,
    model: null,
  })
})

test('facts that are unknown leave no gap and no word "unknown"', () => {
  const vague = { ...facts, release: 'unknown', kernel: '', manufacturer: '' }
  expect(parseMachine(JSON.stringify(vague))).toMatchObject({
    operatingSystem: 'Debian GNU/Linux',
    processor: 'EPYC',
  })
  expect(() => parseMachine('{}')).toThrow(new ParseError('not the facts of a machine'))
  expectSound(parseMachine, JSON.stringify(facts))
})

test('what Headroom itself takes is two figures, beside its pid and its user', async () => {
  const text = '{"pid":4711,"userId":1000,"cpuMs":412.3,"residentBytes":61000000}'
  const asker = askerOf(new Map([['library node/process', text]]))
  expect(valueOf(await read(asker, ownProcess))).toEqual({
    pid: 4711,
    userId: 1000,
    cpuMs: 412.3,
    residentBytes: 61e6,
    processes: [],
  })
  expect(() => parseOwnProcess('[]')).toThrow(new ParseError('not the cost of a process'))
  expectSound(parseOwnProcess, text)
})

test('a recording of an earlier Headroom tells what it took, without its pid and its user', () => {
  expect(parseOwnProcess('{"cpuMs":412.3,"residentBytes":61000000}')).toEqual({
    pid: null,
    userId: null,
    cpuMs: 412.3,
    residentBytes: 61e6,
    processes: [],
  })
})

test('the proportional set of a process is its line Pss, none of those that begin with it', async () => {
  const text = fixture('proc/node-smaps-rollup.txt')
  const asker = askerOf(new Map([['file /proc/8627/smaps_rollup', text]]))
  expect(valueOf(await read(asker, proportionalSet(pid(8627))))).toBe(38_826 * 1024)
  expect(() => parseProportionalSet(text.replace(/^Pss: .*$/m, ''))).toThrow(ParseError)
  expectSound(parseProportionalSet, text, (bytes) => bytes >= 0)
})

test('the names of a folder are texts, and nothing else is a list of names', () => {
  expect(parseNames('["1","self"]')).toEqual(['1', 'self'])
  expect(parseNames('[]')).toEqual([])
  for (const text of ['{"0":"a"}', '"a"', 'null', '[1]', '[null]', '[{"toString":1}]', '["a"'])
    expect(() => parseNames(text)).toThrow(ParseError)
  expectSound(parseNames, '["1","2","self","meminfo"]', (names) =>
    names.every((name) => typeof name === 'string'),
  )
})

test('a question without an answer stays without one', async () => {
  const asker = askerOf(
    new Map([['file /proc/stat', { kind: 'failed', reason: 'permission denied' }]]),
  )
  expect(valueOf(await read(asker, bootTime))).toBe('failed: permission denied')
  expect(valueOf(await read(askerOf(new Map()), bootTime))).toBe(
    'absent: there is no such thing here',
  )
})

test('an answer that no parser knows is a failure that says what was looked for', async () => {
  const asker = askerOf(new Map([['file /proc/stat', 'cpu 1 2']]))
  expect(valueOf(await read(asker, bootTime))).toBe('failed: no number at ^btime (\\d+)$')
})
