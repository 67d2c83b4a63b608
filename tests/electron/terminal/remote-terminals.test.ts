import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countInGroup, numberFrom, sleep, tempFolder, until } from '../../processes.ts'
import { forkedTerminals, openIn } from './forked-terminals.ts'

describe('a terminal of another process', () => {
  test('has the size and the environment it was given, and takes another size', async () => {
    const { terminal, shows, ended } = await openIn(
      forkedTerminals(),
      'test -t 0 && stty size; echo "[$ONLY$HOME]"; read line; stty size; echo "<$line>"; exit 7',
    )
    await shows('24 80')
    await shows('[this]')
    terminal.resize(132, 50)
    await terminal.write(Buffer.from('grüße\r'))
    await shows('50 132')
    await shows('<grüße>')
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 7, signal: null })
  })

  test('tells by which signal its whole group has ended', async () => {
    const file = join(tempFolder(), 'pid')
    const { terminal, ended } = await openIn(
      forkedTerminals(),
      `sleep 600 & echo $$ > ${file}; sleep 600`,
    )
    expect(await numberFrom(file)).toBe(terminal.pid)
    terminal.signal('SIGTERM')
    expect(await ended()).toMatchObject({ kind: 'ended', signal: 15 })
    await until('the group is gone', () => (countInGroup(terminal.pid) === 0 ? true : null))
    terminal.signal('SIGTERM') // nothing happens
  })

  test('holds none of what is typed back for long, and loses none of it', async () => {
    const { terminal, shows } = await openIn(
      forkedTerminals(),
      'stty raw -echo; echo ready; sleep 0.5; head -c 300000 | wc -c',
    )
    await shows('ready')
    let isTaken = false
    void terminal.write(Buffer.alloc(300_000, 'x')).then(() => (isTaken = true))
    expect(isTaken).toBe(false)
    await shows('300000')
    await until('all of it was taken', () => (isTaken ? true : null))
  })
})

describe('what a terminal of another process writes', () => {
  test('comes whole, five megabytes of it, and its end comes last', async () => {
    const { text, ended } = await openIn(forkedTerminals(), 'seq 1 700000; exit 3')
    expect(await ended()).toEqual({ kind: 'ended', exitCode: 3, signal: null })
    const lines = text().split('\r\n')
    expect(text().length).toBeGreaterThan(5_000_000)
    expect(lines.slice(0, -1).every((line, at) => line === String(at + 1))).toBe(true)
  })

  test('waits while it is paused: its program stands still, and goes on with all of it', async () => {
    const file = join(tempFolder(), 'done')
    const { terminal, bytesCount, ended } = await openIn(
      forkedTerminals(),
      `head -c 3000000 /dev/zero | tr '\\0' x; echo 1 > ${file}`,
    )
    terminal.pause()
    await sleep(700)
    const before = bytesCount()
    expect(before).toBeLessThan(2_000_000)
    expect(existsSync(file)).toBe(false)
    expect(bytesCount()).toBe(before)
    terminal.resume()
    expect(await ended()).toMatchObject({ exitCode: 0 })
    expect(bytesCount()).toBe(3_000_000)
  })
})

describe('the process that holds terminals', () => {
  test('is started with the first, shared, and ended a little after the last', async () => {
    const forked = forkedTerminals()
    expect(forked.children).toHaveLength(0)
    const first = await openIn(forked, 'read x')
    const second = await openIn(forked, 'read x')
    await first.terminal.write(Buffer.from('\r'))
    await first.ended()
    forked.clock.advance(60_000)
    await second.terminal.write(Buffer.from('\r'))
    await second.ended()
    expect(forked.children).toHaveLength(1)
    const [child] = forked.children
    forked.clock.advance(4_999)
    await sleep(200)
    expect(child?.exitCode ?? child?.signalCode ?? null).toBeNull()
    forked.clock.advance(1)
    await until('it has ended', () => child?.signalCode ?? null)
  })

  test('takes its terminals along when it crashes, with a reason, and the next one starts anew', async () => {
    const forked = forkedTerminals()
    const file = join(tempFolder(), 'pid')
    const { ended } = await openIn(forked, `echo $$ > ${file}; sleep 600`)
    const group = await numberFrom(file)
    forked.children[0]?.kill('SIGKILL')
    expect(await ended()).toEqual({
      kind: 'lost',
      reason: 'the process that holds terminals has ended (exit null)',
    })
    await until('the kernel has hung it up', () => (countInGroup(group) === 0 ? true : null))
    const next = await openIn(forked, 'exit 5')
    expect(await next.ended()).toMatchObject({ exitCode: 5 })
    expect(forked.children).toHaveLength(2)
  })

  test('that dies before it has answered refuses whoever waits', async () => {
    const forked = forkedTerminals()
    const opening = openIn(forked, 'exit 0')
    forked.children[0]?.kill('SIGKILL')
    await expect(opening).rejects.toThrow('has ended')
  })

  test('can be asked whether there are terminals at all', async () => {
    const forked = forkedTerminals()
    expect(await forked.terminals.probe()).toBeNull()
    forked.clock.advance(5_000)
    await until('it has ended', () => forked.children[0]?.signalCode ?? null)
  })

  test('ends with whoever has started it, and its programs with it', async () => {
    const forked = forkedTerminals()
    const file = join(tempFolder(), 'pid')
    await openIn(forked, `echo $$ > ${file}; sleep 600`)
    const group = await numberFrom(file)
    forked.children[0]?.disconnect()
    await until('the group is gone', () => (countInGroup(group) === 0 ? true : null))
  })
})
