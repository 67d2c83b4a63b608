import { expect, test } from 'vitest'
import { parseLaunchctlPrint } from '../../../src/main/probes/darwin/launchctl-print.ts'

// composed after outputs that others have published (macOS 12 to 26)
const print = (state: string, ...lines: readonly string[]): string =>
  [
    'gui/501/dev.headroom.agent = {',
    '\tactive count = 1',
    '\tpath = /Users/me/Library/LaunchAgents/dev.headroom.agent.plist',
    '\ttype = LaunchAgent',
    `\tstate = ${state}`,
    '',
    '\tprogram = /opt/homebrew/bin/node',
    '\targuments = {',
    '\t\t/opt/homebrew/bin/node',
    '\t\tpid = 7',
    '\t\tstate = spoken by an argument',
    '\t}',
    '\tenvironment = {',
    '\t\tPATH => /usr/bin:/bin:/usr/sbin:/sbin',
    '\t}',
    '',
    '\tdomain = gui/501 [100005]',
    '\truns = 1',
    ...lines.map((line) => `\t${line}`),
    '',
    '\tendpoints = {',
    '\t\t"dev.headroom" = {',
    '\t\t\tstate = active',
    '\t\t\tactive count = 1',
    '\t\t}',
    '\t}',
    '\tspawn type = interactive (4)',
    '\tproperties = runatload | inferred program',
    '}',
    '',
  ].join('\n')

test.each([
  ['running', ['pid = 913', 'last exit code = (never exited)'], [913, null]],
  ['running', ['pid = 913', 'last exit code = 0'], [913, 0]],
  ['not running', ['last exit code = 78: EX_CONFIG'], [null, 78]],
  ['not running', ['last exit code = -9'], [null, -9]],
  ['not running', ['last exit code = (never exited)'], [null, null]],
  ['spawn scheduled', ['last exit code = 2'], [null, 2]],
  ['SIGTERMed', ['pid = 913'], [913, null]],
  ['running', ['pid = 913', 'last terminating signal = Killed: 9'], [913, null]],
] as const)('%s with %j', (state, lines, [pid, lastExitCode]) => {
  expect(parseLaunchctlPrint(print(state, ...lines))).toEqual({ state, pid, lastExitCode })
})

test('nothing is what it prints of a service that it does not know', () => {
  expect(parseLaunchctlPrint('')).toBeNull()
  expect(parseLaunchctlPrint('\n')).toBeNull()
})

test.each(['Usage: launchctl', 'gui/501 = {\n}', print('running').replace('state', 'mood')])(
  'what it does not know it does not read: %j',
  (text) => {
    expect(() => parseLaunchctlPrint(text)).toThrow()
  },
)

test('a figure of another form is no figure', () => {
  expect(() => parseLaunchctlPrint(print('running', 'pid = many'))).toThrow()
  expect(() => parseLaunchctlPrint(print('running', 'last exit code = 0x4e'))).toThrow()
})
