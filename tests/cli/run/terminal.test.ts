import { describe, expect, test } from 'vitest'
import { tempFolder } from '../../processes.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

/** A script that `headroom run` starts in a shell's terminal; then the shell says how it ended, and waits for a line. */
const run = (script: string) =>
  openUserTerminal(
    [
      '/bin/sh',
      '-c',
      `echo "modes $(stty -g)"; ${headroomRun} -- /bin/sh -c "$SCRIPT"; echo "status $?"; echo "modes $(stty -g)"; read line`,
    ],
    { ...userAt(tempFolder()), SCRIPT: script },
  )

describe.skipIf(!hasNodePty)('headroom run in a terminal (needs node-pty)', () => {
  test('what is typed is echoed by the terminal of the program, and read', async () => {
    const terminal = run('test -t 0 && test -t 1 && test -t 2 && echo ready; read x; echo "<$x>"')
    await terminal.shows('ready')
    terminal.type('grüße\x7f\x7fße\r')
    await terminal.shows('<grüße>\r\n')
    await terminal.shows('status 0')
  })

  test('the program has the size of the terminal, and follows it', async () => {
    const terminal = run(
      'trap "echo resized; stty size" WINCH; stty size; read x; stty size; read x',
    )
    await terminal.shows('24 80')
    terminal.resize(132, 50)
    await terminal.shows('resized\r\n50 132')
    terminal.type('\r')
    await terminal.shows(/50 132[^]*50 132/)
    terminal.type('\r')
    await terminal.shows('status 0')
  })

  test('it has the environment and the folder of the user, and the type of the terminal', async () => {
    const terminal = run('echo "[$TERM] [$HOME] [$PWD]"; env | grep -c .')
    const home = await terminal.shows(/\[xterm-256color\] \[([^\]]+)\]/)
    await terminal.shows(`[${home}] [${home}]`)
    await terminal.shows('status 0')
  })
})

describe.skipIf(!hasNodePty)('the end of a program in a terminal (needs node-pty)', () => {
  test.each([
    ['exit 0', 0],
    ['exit 3', 3],
    ['exit 200', 200],
    ['kill -KILL $$', 137],
    ['kill -TERM $$', 143],
    ['kill -ABRT $$', 134],
  ])('%j ends with the status %i', async (script, status) => {
    await run(script).shows(`status ${status}\r\n`)
  })

  test.each([
    ['Ctrl-C', '\x03', 'INT', 130],
    ['Ctrl-\\', '\x1c', 'QUIT', 131],
  ])('%s ends a program that does not mind', async (_name, key, _signal, status) => {
    const terminal = run('echo ready; exec sleep 60')
    await terminal.shows('ready')
    terminal.type(key)
    await terminal.shows(`status ${status}\r\n`)
  })

  test.each([
    ['Ctrl-C', '\x03', 'INT'],
    ['Ctrl-\\', '\x1c', 'QUIT'],
  ])('%s reaches a program once, and it goes on', async (_name, key, signal) => {
    const terminal = run(`trap 'echo told' ${signal}; echo ready; read x; read y; echo "<$y>"`)
    await terminal.shows('ready')
    terminal.type(key)
    await terminal.shows('told')
    terminal.type('a\r')
    terminal.type('b\r')
    await terminal.shows('status 0')
    expect(terminal.text().match(/told/g)).toHaveLength(1)
  })
})

describe.skipIf(!hasNodePty)('what passes through a terminal (needs node-pty)', () => {
  test('Ctrl-D ends its input', async () => {
    const terminal = run('echo ready; cat; echo over')
    await terminal.shows('ready')
    terminal.type('line\r\x04')
    await terminal.shows('over')
    await terminal.shows('status 0')
  })

  test('the terminal is afterwards as it was', async () => {
    const terminal = run('stty raw -echo; echo changed; exit 5')
    await terminal.shows('status 5')
    await terminal.shows(/modes \S+[^]*modes \S+\r\n/)
    const [before, after] = terminal.text().match(/modes \S+/g) ?? []
    expect(after).toBe(before)
  })

  test('bytes that are no text come through as they are', async () => {
    const terminal = run(
      `stty raw; printf '\\377\\000\\200\\n\\303'; sleep 0.1; printf '\\251\\033[31mred\\033[0m\\n.'`,
    )
    await terminal.shows('status 0')
    const sent = Buffer.from([0xff, 0, 0x80, 0x0a, 0xc3, 0xa9])
    const red = Buffer.from('\x1b[31mred\x1b[0m\n.')
    expect(terminal.bytes().includes(Buffer.concat([sent, red]))).toBe(true)
  })
})
