import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Terminal } from '../../src/main/host/host.ts'
import { countInGroup, numberFrom, tempFolder, until } from '../processes.ts'
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

type End = Parameters<Parameters<Terminal['onEnd']>[0]>[0]

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
  terminal.onText((piece) => {
    text += piece
  })
  terminal.onEnd((end) => ends.push(end))
  const shows = (part: string): Promise<true> =>
    until(`${JSON.stringify(part)} on the terminal`, () => (text.includes(part) ? true : null))
  const ended = (): Promise<End> => until('the end of the program', () => ends[0] ?? null)
  return { host, terminal, shows, ended }
}

describe.skipIf(!hasNodePty)('a pseudo-terminal (needs node-pty)', () => {
  test('is a terminal to its program: what is typed is echoed and read', async () => {
    const { terminal, shows, ended } = await open(
      'test -t 0 && echo ready; read line; echo "<$line>"',
    )
    await shows('ready')
    terminal.write('hello\r')
    await shows('hello\r\n<hello>')
    expect(await ended()).toEqual({ exitCode: 0, signal: null })
  })

  test('has the size it was given, and takes another', async () => {
    const { terminal, shows } = await open('stty size; read line; stty size; read line')
    await shows('24 80')
    terminal.resize(132, 50)
    terminal.write('\r')
    await shows('50 132')
  })

  test('gives its program the environment it was given and no other', async () => {
    const { shows, ended } = await open('echo "[$ONLY$HOME]"')
    await shows('[this]')
    await ended()
  })

  test('tells the exit code', async () => {
    const { ended } = await open('exit 7')
    expect(await ended()).toEqual({ exitCode: 7, signal: null })
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
