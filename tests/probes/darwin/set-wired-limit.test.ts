import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adminRefusalIn, adminRun } from '../../../src/main/probes/darwin/admin-run.ts'
import {
  limitSysctl,
  setWiredLimit,
  wiredLimitNow,
} from '../../../src/main/probes/darwin/set-wired-limit.ts'
import type { Question } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import { ParseError } from '../../../src/shared/parse.ts'

const argvOf = (question: Question): readonly string[] =>
  question.kind === 'command' ? question.argv : []

describe('the authorised run', () => {
  test('is one constant script, and digits behind it', () => {
    const [first] = [argvOf(setWiredLimit(0).question)]
    const [, , script = ''] = first
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 29 - 1 }), (mebibytes) => {
        expect(argvOf(setWiredLimit(mebibytes).question)).toEqual([
          '/usr/bin/osascript',
          '-e',
          script,
          String(mebibytes),
        ])
      }),
    )
    expect(script).toContain('on run argv')
    expect(script).toContain('(item 1 of argv) as integer')
    expect(script).toContain(
      'do shell script "/usr/sbin/sysctl -w iogpu.wired_limit_mb=" & mebibytes',
    )
    expect(script).toContain('with administrator privileges')
    // neither a password nor a way to give one
    expect(script).not.toMatch(/\bpassword\b|\buser name\b/i)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 2 ** 29, 2 ** 60])(
    'takes no %s',
    (value) => {
      expect(() => setWiredLimit(value)).toThrow(Refusal)
      expect(() => adminRun('on run argv', [1, value])).toThrow(Refusal)
    },
  )

  test('waits for as long as a person needs to type a password', () => {
    expect(setWiredLimit(1).question).toMatchObject({ deadlineMs: 180_000 })
  })
})

// all answers are composed by us: none was recorded on a Mac
describe('what macOS answers', () => {
  test('is read', () => {
    expect(setWiredLimit(57_344).parse('iogpu.wired_limit_mb: 0 -> 57344\n').limitMb).toBe(57_344)
    expect(wiredLimitNow.parse('57344\n')).toMatchObject({ limitMb: 57_344 })
    expect(wiredLimitNow.parse('0\n')).toMatchObject({ limitMb: 0, limitBytes: null })
    const text =
      'hw.memsize: 68719476736\nmachdep.cpu.brand_string: Apple M2\niogpu.wired_limit_mb: 8\n'
    expect(limitSysctl.parse(text)).toMatchObject({
      totalBytes: 68_719_476_736,
      processor: 'Apple M2',
      wiredLimit: { limitMb: 8 },
    })
  })

  test.each(['', '\n', 'many\n', '1\n2\n', '57344'])('%j is no answer', (text) => {
    expect(() => wiredLimitNow.parse(text)).toThrow(ParseError)
  })

  test('comes through a real command with its number', async () => {
    const host = createLocalHost()
    const complaint = '0:163: execution error: User canceled. (-128)'
    const argv = ['/bin/sh', '-c', `echo "${complaint}" >&2; exit 1`] as const
    const reading = await host.ask({ kind: 'command', argv: [...argv] })
    await host.close()
    expect(reading.kind === 'ok' ? null : adminRefusalIn(reading.reason)).toBe('cancelled')
  })

  test('where it refuses, the number tells why, in any language', () => {
    const reasons = [
      ['exit 1: 0:163: execution error: User canceled. (-128)', 'cancelled'],
      ['exit 1: 0:163: execution error: Annulé par l’utilisateur. (-128)', 'cancelled'],
      ['exit 1: 0:1: execution error: x (-60006)', 'cancelled'],
      ['exit 1: 0:1: execution error: x (-60005)', 'not-administrator'],
      // a sandbox: no name and no password was wrong
      ['exit 1: 0:1: execution error: A privilege violation occurred. (-10004)', null],
      ['exit 1: 0:1: execution error: No user interaction allowed. (-1713).', 'nobody-to-ask'],
      ['exit 1: 0:1: execution error: x (-60007)', 'nobody-to-ask'],
      ['exit 1: 0:1: execution error: Can’t make "x" into type integer. (-1700)', null],
      ['exit 1: (-128) and more', null],
      ['no answer within 180 s', null],
      ['', null],
    ] as const
    for (const [reason, refusal] of reasons) expect(adminRefusalIn(reason)).toBe(refusal)
  })
})
