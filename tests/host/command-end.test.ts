import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CommandQuestion } from '../../src/main/host/host.ts'
import { countInGroup, isRunning, numberFrom, tempFolder, until } from '../processes.ts'
import { localHost } from './local-host.ts'

/** `$FILE` in the script is where it writes its pid, which is its group's as well. */
const sh = (script: string, limits: Partial<CommandQuestion> = {}) => {
  const file = join(tempFolder(), 'pid')
  const argv = ['/bin/sh', '-c', script.replaceAll('$FILE', file)] as const
  return { file, question: { kind: 'command', argv, ...limits } satisfies CommandQuestion }
}

const allGone = (group: number): Promise<true> =>
  until(`group ${group} is gone`, () => (countInGroup(group) === 0 ? true : null))

describe('no command is left behind', () => {
  test('when it hangs: it and its grandchildren are ended at the deadline', async () => {
    const script = 'echo $$ > $FILE; sleep 600 & (sleep 600 & sleep 600) & sleep 600'
    const { file, question } = sh(script, { deadlineMs: 1_000 })
    const asked = localHost().ask(question)
    const group = await numberFrom(file)
    expect(await asked).toMatchObject({ kind: 'failed', reason: 'no answer within 1 s' })
    await allGone(group)
  })

  test('when it does not listen to SIGTERM', async () => {
    const script = 'trap "" TERM; echo $$ > $FILE; while :; do sleep 1; done'
    const { file, question } = sh(script, { deadlineMs: 1_000 })
    const asked = localHost().ask(question)
    const group = await numberFrom(file)
    expect(await asked).toMatchObject({ kind: 'failed', reason: 'no answer within 1 s' })
    await allGone(group)
  })

  test('when it prints for ever: it is ended at the bound', async () => {
    const limits = { maxBytes: 100_000, deadlineMs: 15_000 }
    const { file, question } = sh('echo $$ > $FILE; exec yes', limits)
    const reading = await localHost().ask(question)
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it printed more than 100000 bytes' })
    await allGone(await numberFrom(file))
  })

  test('when it prints for ever and a grandchild holds its output: both are ended', async () => {
    const limits = { maxBytes: 100_000, deadlineMs: 1_000 }
    const { file, question } = sh('echo $$ > $FILE; sleep 600 & exec yes', limits)
    expect(await localHost().ask(question)).toMatchObject({ kind: 'failed' })
    await allGone(await numberFrom(file))
  })

  test('when it complains for ever: it is ended at the bound as well', async () => {
    const limits = { maxBytes: 100_000, deadlineMs: 15_000 }
    const { file, question } = sh('echo $$ > $FILE; exec yes >&2', limits)
    const reading = await localHost().ask(question)
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it printed more than 100000 bytes' })
    await allGone(await numberFrom(file))
  })
})

describe('no command is left behind either', () => {
  test('when the host is closed meanwhile', async () => {
    const { file, question } = sh('echo $$ > $FILE; sleep 600 & sleep 600', { deadlineMs: 60_000 })
    const host = localHost()
    const asked = host.ask(question)
    const group = await numberFrom(file)
    await host.close()
    expect(await asked).toMatchObject({ kind: 'failed', reason: 'it was ended by SIGKILL' })
    await allGone(group)
  })

  test('a grandchild that left the group and holds the output does not hold us up', async () => {
    const script = "setsid sh -c 'echo $$ > $FILE; exec sleep 600' & echo done"
    const { file, question } = sh(script, { deadlineMs: 1_000 })
    const asked = localHost().ask(question)
    const escaped = await numberFrom(file)
    onTestFinished(() => void process.kill(escaped, 'SIGKILL'))
    expect(await asked).toMatchObject({ kind: 'failed', reason: 'no answer within 1 s' })
    expect(isRunning(escaped)).toBe(true)
  })
})
