import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { realpathSync, statSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askAt, type AskerAt } from '../../../src/main/host/ask-at.ts'
import { isOnLoopback } from '../../../src/main/probes/listener.ts'
import { readListeners } from '../../../src/main/probes/linux/listening-sockets.ts'
import { mappedFiles } from '../../../src/main/probes/linux/mapped-files.ts'
import { readProcessUser } from '../../../src/main/probes/linux/process-user.ts'
import { read } from '../../../src/main/probes/probe.ts'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import { localHost } from '../../host/local-host.ts'
import { startChild } from '../../processes.ts'
import { valueOf } from '../../world.ts'

const own = pid(process.pid)
const asker = (): AskerAt => {
  const host = localHost()
  return askAt(host, host.clock.nowMs())
}

async function listen(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve)
  })
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return address.port
}

async function listenersAt(port: number, pids: readonly Pid[]): Promise<unknown> {
  const reading = await readListeners(asker(), pids)
  return reading.kind === 'ok'
    ? reading.value.listeners.filter((one) => one.port === port)
    : reading
}

describe('a real process', () => {
  const user = String(userInfo().uid)

  test.each(['127.0.0.1', '::1', '0.0.0.0', '::'])('that listens on %s is found', async (host) => {
    const port = await listen(host)
    const listener = { pid: own, user, address: host, port }
    expect(await listenersAt(port, [own])).toEqual([listener])
    expect(isOnLoopback(listener)).toBe(true)
    expect(await listenersAt(port, [])).toEqual([{ ...listener, pid: null }])
  })

  test('is found among others, and with it the one that shares its socket', async () => {
    const port = await listen('127.0.0.1')
    const program =
      "const s=require('node:net').createServer();s.listen(0,'127.0.0.1',()=>console.log(s.address().port))"
    const child = startChild([process.execPath, '-e', program])
    const childPort = Number(await child.printed(/^(\d+)\n/))
    const listener = { user, address: '127.0.0.1' }
    expect(await listenersAt(port, [child.pid, own])).toEqual([{ ...listener, pid: own, port }])
    expect(await listenersAt(childPort, [child.pid, own])).toEqual([
      { ...listener, pid: child.pid, port: childPort },
    ])
  })

  test('has a user', async () => {
    expect(valueOf(await readProcessUser(asker(), own))).toBe(user)
    expect(valueOf(await readProcessUser(asker(), startChild(['/bin/sleep', '60']).pid))).toBe(user)
  })

  test('has mapped its own program, and as much of it as there is at most', async () => {
    const program = realpathSync(process.execPath)
    const reading = await read(asker(), mappedFiles(own))
    const mapped = reading.kind === 'ok' ? reading.value : []
    const found = mapped.find(({ path }) => path === program)
    const pageBytes = 64 * 2 ** 10
    expect(found?.bytes).toBeGreaterThan(2 ** 20)
    expect(found?.bytes).toBeLessThanOrEqual(statSync(program).size + pageBytes)
    expect(mapped.filter(({ path }) => !path.startsWith('/'))).toEqual([])
  })

  test('that has ended has neither', async () => {
    const child = startChild(['/bin/true'])
    await child.ended
    expect(await readProcessUser(asker(), child.pid)).toMatchObject({ kind: 'absent' })
    expect(await read(asker(), mappedFiles(child.pid))).toMatchObject({ kind: 'absent' })
  })
})
