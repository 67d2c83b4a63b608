import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { TerminalEnd as End } from '../../src/main/host/host.ts'
import { countInGroup, numberFrom, sleep, tempFolder, until } from '../processes.ts'
import { localHost } from './local-host.ts'

const hasNodePty = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve('node-pty')
    return true
  } catch {
    // MODULE_NOT_FOUND: an optional dependency
    return false
  }
})()

async function open(script: string) {
  const host = localHost()
  const reading = await host.openTerminal({
    argv: ['/bin/sh', '-c', script],
    cwd: tempFolder(),
    env: { PATH: process.env['PATH'] ?? '', ONLY: 'this' },
    columns: 80,
    rows: 24,
  })
  if (reading.kind !== 'ok') throw new Error(reading.reason)
  const terminal = reading.value
  onTestFinished(() => terminal.signal('SIGKILL'))
  let text = ''
  const ends: End[] = []
  terminal.onBytes((bytes) => {
    text += Buffer.from(bytes).toString('utf8')
  })
  terminal.onEnd((end) => ends.push(end))
  const shows = (part: string): Promise<true> =>
    until(`${JSON.stringify(part)} on the terminal`, () => (text.includes(part) ? true : null))
  const ended = (): Promise<End> => until('the end of the program', () => ends[0] ?? null)
  return { host, terminal, shows, ended, text: () => text }
}

describe.skipIf(!hasNodePty)('a pseudo-terminal (needs node-pty)', () => {
  test('is a terminal to its program: what is typed is echoed and read', async () => {
    const { terminal, shows, ended } = await open(
      'test -t 0 && echo ready; read line; echo "<$line>"',
    )
    await shows('ready')
    await terminal.write(Buffer.from('hello\r'))
    await shows('hello\r\n<hello>')
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 0, signal: null })
  })

  test('has the size it was given, and takes another', async () => {
    const { terminal, shows } = await open('stty size; read line; stty size; read line')
    await shows('24 80')
    terminal.resize(132, 50)
    await terminal.write(Buffer.from('\r'))
    await shows('50 132')
  })

  test('gives its program the environment it was given and no other', async () => {
    const { shows, ended } = await open('echo "[$ONLY$HOME]"')
    await shows('[this]')
    await ended()
  })

  test('tells bytes as they are written, and characters are what is erased in a line', async () => {
    const { terminal, shows, ended } = await open('read x; echo "<$x>" | od -An -tx1')
    await terminal.write(Buffer.from('aß\x7f\r'))
    await shows('3c 61 3e')
    await ended()
  })
})

describe.skipIf(!hasNodePty)('the bytes of a pseudo-terminal (needs node-pty)', () => {
  test('loses nothing of what its program wrote last, however late it is read', async () => {
    const { terminal, text, ended } = await open('seq 1 400; exit 3')
    terminal.pause()
    await sleep(600)
    expect(text()).toBe('')
    terminal.resume()
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 3, signal: null })
    expect(text()).toBe(Array.from({ length: 400 }, (_, at) => `${at + 1}\r\n`).join(''))
  })

  test('is over with its program, though another one still has it', async () => {
    const file = join(tempFolder(), 'pid')
    const { ended } = await open(`trap "" HUP; sleep 600 & echo $! > ${file}; echo over; exit 4`)
    const other = await numberFrom(file)
    onTestFinished(() => void process.kill(other, 'SIGKILL'))
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 4, signal: null })
  })

  test('what is written to one that does not read waits, and none of it is lost', async () => {
    const { terminal, shows, text } = await open(
      'stty raw -echo; echo ready; read_later() { sleep 0.5; head -c 100000 | wc -c; }; read_later',
    )
    await shows('ready')
    let isTaken = false
    void terminal.write(Buffer.alloc(100_000, 'x')).then(() => (isTaken = true))
    expect(isTaken).toBe(false)
    await shows('100000')
    expect(isTaken).toBe(true)
    expect(text()).not.toContain('x')
  })
})

describe.skipIf(!hasNodePty)('the end of a pseudo-terminal (needs node-pty)', () => {
  test('tells the exit code', async () => {
    const { ended } = await open('exit 7')
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 7, signal: null })
  })

  test('passes a signal to the whole group of its program', async () => {
    const file = join(tempFolder(), 'pid')
    const { terminal, ended } = await open(`sleep 600 & echo $$ > ${file}; sleep 600`)
    const group = await numberFrom(file)
    terminal.signal('SIGTERM')
    expect(await ended()).toMatchObject({ signal: 15 })
    await until('the group is gone', () => (countInGroup(group) === 0 ? true : null))
    terminal.signal('SIGTERM') // to one that has ended: nothing happens
  })

  test('ends with the host', async () => {
    const file = join(tempFolder(), 'pid')
    const { host, ended } = await open(`echo $$ > ${file}; sleep 600`)
    const group = await numberFrom(file)
    await host.close()
    await ended()
    await until('the group is gone', () => (countInGroup(group) === 0 ? true : null))
  })

  test('is told as an ability', async () => {
    const abilities = await localHost().abilities()
    const kinds = abilities.map(({ id, reading }) => [id, reading.kind])
    expect(kinds).toEqual([
      ['terminal', 'ok'],
      ['database', 'ok'],
    ])
  })
})
