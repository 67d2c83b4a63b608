import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { powermetricsArgv } from '../../src/main/probes/darwin/powermetrics.ts'
import {
  allowPowermetricsCommand,
  forbidPowermetricsCommand,
  powermetricsArguments,
  powermetricsRulePath,
} from '../../src/shared/powermetrics-rule.ts'

const run = promisify(execFile)

/** What a shell makes of the command, its root left out: nothing here is written where sudo reads. */
const writtenBy = async (command: string): Promise<string> => {
  const [print = ''] = command.split(' | sudo tee ')
  const { stdout } = await run('/bin/sh', ['-c', print])
  return stdout
}

describe('the command that allows powermetrics', () => {
  test('writes one line for whoever runs it, with the very arguments and its commas escaped', async () => {
    const line = await writtenBy(allowPowermetricsCommand)
    const escaped = powermetricsArguments.join(' ').replaceAll(',', '\\,')
    expect(line).toBe(`${userInfo().username} ALL = (root) NOPASSWD: ${escaped}\n`)
    expect(line).toContain('cpu_power\\,gpu_power\\,thermal')
    expect(line).not.toContain('*')
  })

  test('allows what Headroom asks, and nothing else', () => {
    expect(powermetricsArgv).toEqual(['/usr/bin/sudo', '-n', ...powermetricsArguments])
  })

  test('has the rule checked where sudo passes over it, and only then puts it in place', () => {
    const steps = allowPowermetricsCommand.split(' &&\n')
    const unchecked = /\S+\.tmp/.exec(steps[0] ?? '')?.[0]
    expect(unchecked).toBe('/etc/sudoers.d/.headroom.tmp')
    expect(steps.slice(1)).toEqual([
      `sudo chmod 0440 ${unchecked}`,
      `sudo visudo -cf ${unchecked}`,
      `sudo mv ${unchecked} ${powermetricsRulePath}`,
    ])
  })

  test('can be taken back', () => {
    expect(forbidPowermetricsCommand).toBe(`sudo rm ${powermetricsRulePath}`)
  })
})
