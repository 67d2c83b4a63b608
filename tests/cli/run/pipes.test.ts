import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program } from '../../headroom-program.ts'
import { startChild, tempFolder } from '../../processes.ts'
import { startRun } from './start-run.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

/** A shell's script in the home of a user, with what it says at the end. */
async function shell(script: string) {
  const child = startChild(['/bin/sh', '-c', script], userAt(tempFolder()))
  await child.ended
  return { stdout: child.stdout(), stderr: child.stderr() }
}

describe('headroom run without a terminal', () => {
  test('output and errors stay apart, and what is read comes from outside', async () => {
    const { stdout, stderr } = await shell(
      `printf 'one\\ntwo' | ${headroomRun} -- /bin/sh -c 'cat; echo; echo err >&2; exit 3'; echo "status $?"`,
    )
    expect(stdout).toBe('one\ntwo\nstatus 3\n')
    expect(stderr).toBe('headroom: not checked: it is no engine that Headroom knows\nerr\n')
  })

  test('the program sees that there is no terminal', async () => {
    const { stdout } = await shell(
      `${headroomRun} -- /bin/sh -c 'test -t 1 || echo none' < /dev/null`,
    )
    expect(stdout).toBe('none\n')
  })

  test('bytes that are no text come through as they are', async () => {
    const { stdout } = await shell(
      `${headroomRun} -- printf '\\377\\000\\200\\303' | od -An -tx1; ${headroomRun} -- true | wc -c`,
    )
    expect(stdout.replaceAll(' ', '')).toBe('ff0080c3\n0\n')
  })

  test('where nobody reads any more, the program ends as it would without Headroom', async () => {
    const { stdout, stderr } = await shell(
      `{ ${headroomRun} -- /bin/sh -c 'while :; do echo line || exit 9; done' 2>/dev/null; echo "status $?" >&2; } | head -n 2`,
    )
    expect(stdout).toBe('line\nline\n')
    expect(stderr).toMatch(/^status (141|9)\n$/)
  })
})

describe('what cannot be started', () => {
  test.each([
    [['headroom-has-no-such-program'], 127, 'headroom-has-no-such-program: command not found'],
    [['/no/such/program'], 127, '/no/such/program: no such file or folder'],
    [['/'], 126, '/: it is a folder'],
    [['/etc/passwd', 'x'], 126, '/etc/passwd: permission denied'],
  ])('%j cannot be started: %i', async (words, status, sentence) => {
    const child = startRun(['--', ...words], tempFolder())
    expect(await child.ended).toEqual({ code: status, signal: null })
    expect([child.stdout(), child.stderr()]).toEqual(['', `headroom: ${sentence}\n`])
  })

  test('a script whose interpreter is missing cannot be started, and one without is run by sh', async () => {
    const home = tempFolder()
    const broken = join(home, 'broken')
    const plain = join(home, 'plain')
    writeFileSync(broken, '#!/no/such/python3\nprint()\n', { mode: 0o755 })
    writeFileSync(plain, 'echo plain; exit 4\n', { mode: 0o755 })
    const child = startRun(['--', broken], home)
    expect(await child.ended).toEqual({ code: 126, signal: null })
    expect(child.stderr()).toContain('there is no /no/such/python3, by which it would be run')
    const other = startRun(['--', plain], home)
    expect(await other.ended).toEqual({ code: 4, signal: null })
    expect(other.stdout()).toBe('plain\n')
  })
})

describe('how headroom run is written', () => {
  test.each([
    [[]],
    [['--']],
    [['echo', 'hello']],
    [['echo', '--', 'hello']],
    [['--forc', '--', 'echo']],
    [['--room', 'much', '--', 'echo']],
  ])('%j is wrong use, and starts nothing', async (args) => {
    const child = startRun(args, tempFolder())
    expect(await child.ended).toEqual({ code: 2, signal: null })
    expect(child.stdout()).toBe('')
    expect(child.stderr()).toMatch(/\S/)
  })

  test('options behind the dashes are the program’s', async () => {
    const child = startRun(
      ['--force', '--room', '1GB', '--', 'echo', '--force', '--', '-x'],
      tempFolder(),
    )
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(child.stdout()).toBe('--force -- -x\n')
  })
})

/** Headroom as it is built, where node-pty was not installed. */
function withoutNodePty(): string {
  const folder = tempFolder()
  const root = dirname(dirname(program))
  for (const name of ['bin', 'out', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'home'))
  return join(folder, 'bin', 'headroom.mjs')
}

describe.skipIf(!hasNodePty)(
  'in a terminal, without node-pty (node-pty makes the terminal of this test)',
  () => {
    const open = (script: string) => {
      const run = `'${process.execPath}' '${withoutNodePty()}' run`
      return openUserTerminal(
        // what a terminal tells all, its shell hears too
        [
          '/bin/sh',
          '-c',
          `trap : INT; ${run} -- /bin/sh -c "$SCRIPT"; echo "status $?"; read line`,
        ],
        { ...userAt(tempFolder()), SCRIPT: script },
      )
    }

    test('the program runs by pipes, with the keys of the terminal', async () => {
      const terminal = open('test -t 0 && test ! -t 1 && echo ready; read x; echo "<$x>"; exit 5')
      await terminal.shows(
        'headroom: by pipes, without a terminal: node-pty is not installed, so there is no pseudo-terminal',
      )
      await terminal.shows('ready')
      terminal.type('typed\r')
      await terminal.shows('<typed>')
      await terminal.shows('status 5')
    })

    test('Ctrl-C reaches it once', async () => {
      const terminal = open(`trap 'echo told' INT; echo ready; read x; read y; exit 0`)
      await terminal.shows('ready')
      terminal.type('\x03')
      await terminal.shows('told')
      terminal.type('a\r')
      terminal.type('b\r')
      await terminal.shows('status 0')
      expect(terminal.text().match(/told/g)).toHaveLength(1)
    })
  },
)
