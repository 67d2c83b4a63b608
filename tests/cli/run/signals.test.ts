import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startHeadroomRun } from './start-run.ts'
import { isRunning, numberFrom, tempFolder, until } from '../../processes.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

const passed = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

describe('signals to headroom run, without a terminal', () => {
  test.each(passed)('%s ends the program, and headroom by the same', async (signal) => {
    const { child, programPid } = await startHeadroomRun('echo $$ > "$PID"; exec sleep 60')
    child.kill(signal)
    expect(await child.ended).toEqual({ code: null, signal })
    expect(isRunning(programPid)).toBe(false)
  })

  test.each(['SIGTERM', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)(
    'a program hears %s, and ends as it likes',
    async (signal) => {
      const { child } = await startHeadroomRun(
        `trap 'echo heard; exit 7' ${signal.slice(3)}; echo $$ > "$PID"; while :; do sleep 0.1; done`,
      )
      child.kill(signal)
      expect(await child.ended).toEqual({ code: 7, signal: null })
      expect(child.stdout()).toBe('heard\n')
    },
  )

  test.each([
    ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
    ['kill -TERM $$', { code: null, signal: 'SIGTERM' }],
    ['kill -SEGV $$', { code: 139, signal: null }],
    ['kill -PIPE $$', { code: 141, signal: null }],
    ['exit 255', { code: 255, signal: null }],
  ])('it ends as its program: %s', async (script, end) => {
    const { child } = await startHeadroomRun(`echo $$ > "$PID"; ${script}`)
    expect(await child.ended).toEqual(end)
  })

  test(
    'a program that runs on after SIGTERM is told of once, and goes on',
    { timeout: 40_000 },
    async () => {
      const { child, programPid } = await startHeadroomRun(
        `trap '' TERM; echo $$ > "$PID"; while :; do sleep 0.1; done`,
      )
      child.kill('SIGTERM')
      const sentence = `headroom: pid ${programPid} still runs 5 s after SIGTERM; kill -KILL ${programPid} ends it, and what it has not saved is lost`
      await until('that it is told', () => (child.stderr().includes(sentence) ? true : null))
      child.kill('SIGTERM')
      process.kill(programPid, 'SIGKILL')
      expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' })
      expect(child.stderr().split('still runs')).toHaveLength(2)
    },
  )
})

describe.skipIf(!hasNodePty)('signals to headroom run in a terminal (needs node-pty)', () => {
  const open = async (script: string) => {
    const home = tempFolder()
    const file = join(home, 'pid')
    const terminal = openUserTerminal(
      [
        '/bin/sh',
        '-c',
        `echo "modes $(stty -g)"; ${headroomRun} -- /bin/sh -c "$SCRIPT"; echo "status $?"; echo "modes $(stty -g)"; read line`,
      ],
      { ...userAt(home), SCRIPT: `echo $$ > ${file}; echo "headroom $PPID"; ${script}` },
    )
    const headroomPid = Number(await terminal.shows(/headroom (\d+)/))
    return { terminal, headroomPid, programPid: await numberFrom(file) }
  }

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s ends the program, and the terminal is as it was', async (signal, status) => {
    const { terminal, headroomPid, programPid } = await open('exec sleep 60')
    process.kill(headroomPid, signal)
    await terminal.shows(`status ${status}`)
    await terminal.shows(/modes \S+[^]*modes \S+\r\n/)
    const [before, after] = terminal.text().match(/modes \S+/g) ?? []
    expect(after).toBe(before)
    expect(isRunning(programPid)).toBe(false)
  })

  test('a terminal that is closed ends the program', async () => {
    const { terminal, headroomPid, programPid } = await open('exec sleep 60')
    process.kill(terminal.pid, 'SIGKILL')
    await until('all of them are gone', () =>
      isRunning(headroomPid) || isRunning(programPid) ? null : true,
    )
  })

  test('kill -KILL of headroom itself leaves nothing behind', async () => {
    const { terminal, headroomPid, programPid } = await open('exec sleep 60')
    process.kill(headroomPid, 'SIGKILL')
    await terminal.shows('status 137')
    await until('the program is gone', () => (isRunning(programPid) ? null : true))
  })
})
