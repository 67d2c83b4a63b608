import { describe, expect, test } from 'vitest'
import { parseProcStat, parsePsJob } from '../../../src/main/cli/run/job-control.ts'
import { sleep, tempFolder } from '../../processes.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

/** A user's own shell, with job control. */
async function shell(kind: 'bash' | 'sh', script: string) {
  const options = kind === 'bash' ? ['--norc', '--noprofile', '-i'] : ['-i']
  const env = { ...userAt(tempFolder()), PS1: 'PROMPT> ', SCRIPT: script, ENV: '' }
  const terminal = openUserTerminal([`/bin/${kind}`, ...options], env)
  await terminal.shows('PROMPT> ')
  /** Types a line, and waits for what it leads to. */
  const line = async (typed: string, part: string | RegExp): Promise<string> => {
    const at = terminal.text().length
    terminal.type(`${typed}\r`)
    return terminal.shows(part, at + typed.length)
  }
  /** Presses a key, and waits for what it leads to. */
  const key = async (typed: string, part: string | RegExp): Promise<string> => {
    const at = terminal.text().length
    terminal.type(typed)
    return terminal.shows(part, at)
  }
  return { terminal, line, key }
}

const start = `${headroomRun} -- /bin/sh -c "$SCRIPT"`
const stopped = /Stopped[^]*PROMPT> $/
const ctrlZ = '\x1a'

describe.skipIf(!hasNodePty).each(['bash', 'sh'] as const)(
  'Ctrl-Z in %s (needs node-pty)',
  (kind) => {
    test('stops a program, gives the shell its terminal, and fg brings it back', async () => {
      const { terminal, line, key } = await shell(
        kind,
        'echo ready; while read x; do echo "<$x>"; done; exit 4',
      )
      await line(start, 'ready')
      await key(ctrlZ, stopped)
      await line('echo still $((40 + 2))', 'still 42')
      await line('fg', /\S/)
      await line('once more', '<once more>')
      await key(ctrlZ, stopped)
      await line('fg', /\S/)
      await line('and more', '<and more>')
      await key('\x04', 'PROMPT> ')
      await line('echo "status $?"', 'status 4')
      expect(terminal.text()).not.toContain('orphan')
    })

    test('stops one that runs', async () => {
      const { line, key } = await shell(
        kind,
        'i=0; while :; do echo "tick $i"; i=$((i+1)); sleep 0.05; done',
      )
      await line(start, 'tick 3')
      await key(ctrlZ, stopped)
      await line('jobs', 'Stopped')
      await line('kill -TERM %1; fg', 'PROMPT> ')
    })

    test('a size that changed meanwhile is known afterwards', async () => {
      const { terminal, line, key } = await shell(kind, 'echo ready; read x; stty size; read x')
      await line(start, 'ready')
      await key(ctrlZ, stopped)
      terminal.resize(100, 40)
      await line('fg', /\S/)
      await line('', '40 100')
    })
  },
)

describe.skipIf(!hasNodePty)('jobs of a shell (needs node-pty)', () => {
  test('bg lets it run on without the terminal, and fg gives it back', async () => {
    const { line, key } = await shell(
      'bash',
      'echo ready; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); [ -e go ] && break; done; echo went on; read x; echo "<$x>"',
    )
    await line(start, 'ready')
    await key(ctrlZ, stopped)
    await line('bg', 'PROMPT> ')
    await line('touch go; echo', 'went on')
    await line('fg', 'headroom.mjs')
    await line('to it', '<to it>')
  })

  test('bg lets it end by itself', async () => {
    const { line, key } = await shell('bash', 'echo ready; sleep 1; : > ended')
    await line(start, 'ready')
    await key(ctrlZ, stopped)
    await line('bg', 'PROMPT> ')
    await line('wait; echo "all is $?"; jobs', 'all is 0')
  })

  test('started in the background, it takes nothing that is typed', async () => {
    const { line } = await shell('bash', 'echo running; exec sleep 60')
    await line(`${start} &`, 'running')
    await line('echo mine', 'mine')
    await line('jobs', 'Running')
    await line('kill %1; wait %1; echo "status $?"', 'status 143')
  })

  test('a signal from elsewhere stops it as well', async () => {
    const { line } = await shell('bash', 'echo "pid $PPID"; while read x; do echo "<$x>"; done')
    const id = Number(await line(start, /pid (\d+)/))
    process.kill(id, 'SIGTSTP')
    await line('', stopped)
    await line('fg', /\S/)
    await line('back', '<back>')
  })

  test('one that stops itself stops for the shell as well', async () => {
    const { line } = await shell('bash', 'echo ready; kill -STOP $$; echo went on; read x')
    await line(start, stopped)
    await line('fg', 'went on')
  })
})

describe.skipIf(!hasNodePty)('Ctrl-Z that is not for us (needs node-pty)', () => {
  test('Ctrl-Z is a key like others to a program that reads keys', async () => {
    const { terminal, key, line } = await shell(
      'bash',
      'stty -isig -icanon -echo; echo ready; dd bs=1 count=2 2>/dev/null | od -An -tx1; stty sane; exit 6',
    )
    await line(start, 'ready')
    terminal.type(ctrlZ)
    await sleep(400) // by then it would have been stopped
    await key('q', / 1a 71[^]*PROMPT> $/)
    await line('echo "status $?"', 'status 6')
  })

  test('a shell inside has its own jobs', async () => {
    const inner = "PS1='INNER> ' exec bash --norc --noprofile -i"
    const { line, key } = await shell('bash', inner)
    await line(start, 'INNER> ')
    await line('echo in; cat', 'in\r\n')
    await key(ctrlZ, /Stopped[^]*INNER> $/)
    await line('fg', 'cat')
    await line('to cat', 'to cat')
    await key('\x04', 'INNER> ')
    await line('exit 9', 'PROMPT> ')
    await line('echo "status $?"', 'status 9')
  })
})

describe('how a process stands in its terminal', () => {
  test('on Linux, by /proc', () => {
    const stat = (name: string, state: string): string =>
      `4242 (${name}) ${state} 4200 4242 4200 34816 4199 4194304 133 0 0 0`
    expect(parseProcStat(stat('llama-cli', 'S'))).toEqual({
      isStopped: false,
      group: 4242,
      foregroundGroup: 4199,
    })
    expect(parseProcStat(stat('a) T 1 2 3 4 5 (b', 'T'))).toMatchObject({
      isStopped: true,
      group: 4242,
    })
    expect(parseProcStat('4242 (x) S 1 4242 4242 0 -1 4')).toMatchObject({ foregroundGroup: -1 })
    expect(parseProcStat('')).toBeNull()
  })

  test('on a Mac, by ps', () => {
    expect(parsePsJob('T+    4242  4242\n')).toEqual({
      isStopped: true,
      group: 4242,
      foregroundGroup: 4242,
    })
    expect(parsePsJob('Ss    4242     0\n')).toMatchObject({
      isStopped: false,
      foregroundGroup: -1,
    })
    expect(parsePsJob('')).toBeNull()
  })
})
