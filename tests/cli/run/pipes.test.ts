import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program } from '../../headroom-program.ts'
import { isRunning, numberFrom, sleep, startChild, tempFolder, until } from '../../processes.ts'
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

describe('a program that leaves something behind, which holds its output', () => {
  test('has ended when it has, and all that it wrote is there', async () => {
    const startMs = performance.now()
    const { stdout, stderr } = await shell(
      `${headroomRun} -- /bin/sh -c 'sleep 20 & echo one; echo two >&2; exit 3' | cat; ${headroomRun} -- /bin/sh -c 'sleep 20 & exit 4'; echo "status $?"`,
    )
    expect(stdout).toBe('one\nstatus 4\n')
    expect(stderr).toContain('two\n')
    expect(performance.now() - startMs).toBeLessThan(15_000)
  })

  test('is not told of as one that runs on', { timeout: 40_000 }, async () => {
    const home = tempFolder()
    const script = 'sleep 30 & trap "exit 5" TERM; echo ready; while :; do sleep 0.1; done'
    const child = startRun(['--', '/bin/sh', '-c', script], home)
    await until('it runs', () => (child.stdout().includes('ready') ? true : null))
    child.kill('SIGTERM')
    expect(await child.ended).toEqual({ code: 5, signal: null })
    expect(child.stderr()).not.toContain('still run')
  })

  test('nor is one whose output is still on its way', { timeout: 40_000 }, async () => {
    const home = tempFolder()
    const file = join(home, 'pid')
    const script = 'echo $PPID > "$PID"; head -c 400000 /dev/zero'
    const child = startChild(
      ['/bin/sh', '-c', `${headroomRun} -- /bin/sh -c '${script}' | { sleep 8; cat > /dev/null; }`],
      { ...userAt(home), PID: file },
    )
    const headroomPid = await numberFrom(file)
    await sleep(1_000) // by then it has ended
    process.kill(headroomPid, 'SIGTERM')
    await child.ended
    expect(child.stderr()).not.toContain('still run')
  })
})

describe('a reader of a program that has ended', () => {
  test('reads its last words, however slowly', { timeout: 40_000 }, async () => {
    // more than we take at once, of a program that has long ended when it is read
    const { stdout } = await shell(
      `${headroomRun} -- /bin/sh -c 'sleep 20 & head -c 450000 /dev/zero' | { sleep 4; wc -c; }`,
    )
    expect(Number(stdout)).toBe(450_000)
  })

  test('keeps nobody waiting who was told to end', { timeout: 40_000 }, async () => {
    const home = tempFolder()
    const file = join(home, 'pid')
    startChild(
      ['/bin/sh', '-c', `${headroomRun} -- /bin/sh -c 'echo $PPID > "$PID"; exec yes' | sleep 60`],
      { ...userAt(home), PID: file },
    )
    const headroomPid = await numberFrom(file)
    await sleep(500) // by then all that takes anything is full
    process.kill(headroomPid, 'SIGTERM')
    await until('it is gone', () => (isRunning(headroomPid) ? null : true))
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
    const hostile = join(home, 'hostile')
    writeFileSync(hostile, '#!/no/such\u001b]0;title\u0007\n', { mode: 0o755 })
    const told = startRun(['--', hostile], home)
    expect(await told.ended).toEqual({ code: 126, signal: null })
    expect(told.stderr()).toContain('there is no /no/such\ufffd]0;title\ufffd, by which')
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
