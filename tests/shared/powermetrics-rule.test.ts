import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { powermetricsArgv } from '../../src/main/probes/darwin/powermetrics-command.ts'
import {
  allowCommand,
  forbidCommand,
  powermetricsArguments,
  powermetricsRulePath,
  removeRuleScript,
  ruleText,
  writeRuleScript,
} from '../../src/shared/powermetrics-rule.ts'
import { nameOf } from '../sudo/rule-acts.ts'

const run = promisify(execFile)
const alice = nameOf('alice')

// what sudo makes of it: tests/sudo
describe('the rule of sudo', () => {
  test('is one line with the very arguments, its commas escaped, and no wildcard', () => {
    expect(ruleText(alice)).toBe(
      String.raw`alice ALL = (root) NOPASSWD: /usr/bin/powermetrics --samplers cpu_power\,gpu_power\,thermal -f plist -i 1000 -n 300`,
    )
  })

  test('allows what Headroom asks, and nothing else', () => {
    expect(powermetricsArgv).toEqual(['/usr/bin/sudo', '-n', ...powermetricsArguments])
    expect(ruleText(alice).replaceAll('\\', '')).toContain(
      `NOPASSWD: ${powermetricsArguments.join(' ')}`,
    )
  })

  test('is the same in the command for a terminal, in the script of root and as it is shown', async () => {
    const [print = ''] = allowCommand(alice).split(' | sudo tee ')
    const byHand = await run('/bin/sh', ['-c', print])
    expect(byHand.stdout).toBe(`${ruleText(alice)}\n`)
    const line = writeRuleScript.split('\n').find((one) => one.startsWith('printf ')) ?? ''
    const written = await run('/bin/sh', ['-c', line.replace(/ > \S+$/, ''), 'sh', 'alice'])
    expect(written.stdout).toBe(`${ruleText(alice)}\n`)
  })
})

describe('the command that allows powermetrics', () => {
  test('has the rule checked where sudo passes over it, and only then puts it in place', () => {
    const steps = allowCommand(alice).split(' &&\n')
    const unchecked = /\S+\.tmp/.exec(steps[0] ?? '')?.[0]
    expect(unchecked).toBe('/etc/sudoers.d/.headroom.tmp')
    expect(steps.slice(1)).toEqual([
      `sudo chmod 0440 ${unchecked}`,
      `sudo visudo -cf ${unchecked}`,
      `sudo mv ${unchecked} ${powermetricsRulePath}`,
    ])
  })

  test('can be taken back: exactly that file', () => {
    expect(forbidCommand).toBe(`sudo rm ${powermetricsRulePath}`)
    expect(removeRuleScript).toBe(`/bin/rm -f ${powermetricsRulePath}`)
  })
})
