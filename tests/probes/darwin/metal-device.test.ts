import { expect, test } from 'vitest'
import { Absent, attemptNow } from '../../../src/main/host/attempt.ts'
import {
  metalDevice,
  parseMetalDevice,
  type MetalDevice,
} from '../../../src/main/probes/darwin/metal-device.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const device = {
  name: 'Apple M9',
  workingSet: '28991029248',
  maxBuffer: 21743271936,
  unified: true,
}
const text = `${JSON.stringify(device)}\n`

test("Metal's limit is read from a string as from a number", () => {
  const told = {
    name: 'Apple M9',
    limitBytes: 28_991_029_248,
    maxBufferBytes: 21_743_271_936,
    hasUnifiedMemory: true,
  }
  expect(parseMetalDevice(text)).toEqual(told)
  expect(parseMetalDevice(JSON.stringify({ ...device, workingSet: 28991029248 }))).toEqual(told)
  expect(parseMetalDevice(`warning\r\n${text}`)).toEqual(told)
})

test('a machine on which Metal names no device has no such source', () => {
  expect(attemptNow(1, 2, () => parseMetalDevice('{}\n'))).toEqual({
    kind: 'absent',
    reason: 'Metal names no device',
    atMs: 1,
    tookMs: 2,
  })
})

test.each(['0', '-5', '1.5', '2e9', 'undefined', '', '99999999999999999999', undefined])(
  'a working set of %s is no answer',
  (workingSet) => {
    expect(() => parseMetalDevice(JSON.stringify({ ...device, workingSet }))).toThrow(ParseError)
  },
)

test('what else is not told is null', () => {
  expect(parseMetalDevice('{"workingSet":"5","maxBuffer":"0","name":""}')).toEqual({
    name: null,
    limitBytes: 5,
    maxBufferBytes: null,
    hasUnifiedMemory: null,
  })
})

test('a text that was cut says nothing', () => {
  for (let length = 0; length < text.length - 1; length++) {
    expect(parsedOrNull(parseMetalDevice, text.slice(0, length))).toBeNull()
  }
})

test('foreign text is a ParseError or a limit', () => {
  const parse = (foreign: string): MetalDevice => {
    try {
      return parseMetalDevice(foreign)
    } catch (error) {
      // Absent: neither a name nor a limit is left, which is tested above
      throw error instanceof Absent ? new ParseError(error.message) : error
    }
  }
  expectSound(parse, text, ({ limitBytes }) => limitBytes > 0)
})

test('the question is put to osascript with a short patience', () => {
  const { question } = metalDevice
  expect(question).toMatchObject({ kind: 'command', deadlineMs: 3_000 })
  const argv = question.kind === 'command' ? question.argv : []
  expect(argv.slice(0, 4)).toEqual(['/usr/bin/osascript', '-l', 'JavaScript', '-e'])
  expect(argv[4]).toContain('recommendedMaxWorkingSetSize')
})
