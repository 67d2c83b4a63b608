import { describe, expect, test } from 'vitest'
import { isRunning, startChild } from '../processes.ts'
import { localHost } from './local-host.ts'

/** A real program, and who it is. */
async function identified() {
  const child = startChild([
    process.execPath,
    '-e',
    'console.log("up"); setInterval(() => {}, 1e6)',
  ])
  await child.printed(/up/)
  const host = localHost()
  const reading = await host.identify(child.pid)
  if (reading.kind !== 'ok') throw new Error(reading.reason)
  return { child, host, identity: reading.value }
}

describe('a process that is meant', () => {
  test('is known by its pid, its start and its program', async () => {
    const { child, host, identity } = await identified()
    expect(identity.pid).toBe(child.pid)
    expect(identity.executable).toMatch(/\/node$/)
    expect(identity.startedAt).toMatch(/^\d+$/)
    expect(await host.identify(child.pid)).toMatchObject({ value: identity })
  })

  test('is ended by the signal that is sent', async () => {
    const { child, host, identity } = await identified()
    expect(await host.signal(identity, 'SIGTERM')).toMatchObject({ kind: 'ok', value: null })
    expect(await child.ended).toEqual({ code: null, signal: 'SIGTERM' })
  })

  test('has ended: nothing is sent, and it says so', async () => {
    const { child, host, identity } = await identified()
    child.kill('SIGKILL')
    await child.ended
    const ended = { kind: 'absent', reason: 'the process has ended' }
    expect(await host.signal(identity, 'SIGTERM')).toMatchObject(ended)
    expect(await host.identify(child.pid)).toMatchObject(ended)
  })
})

describe('another process under the same pid lives on', () => {
  test('where it started at another time', async () => {
    const { child, host, identity } = await identified()
    const earlier = { ...identity, startedAt: String(Number(identity.startedAt) - 1) }
    const reason = `process ${child.pid} is another one by now`
    expect(await host.signal(earlier, 'SIGKILL')).toMatchObject({ kind: 'failed', reason })
    expect(isRunning(child.pid)).toBe(true)
  })

  test('where it runs another program', async () => {
    const { child, host, identity } = await identified()
    const other = { ...identity, executable: '/usr/bin/ollama' }
    const reason = `process ${child.pid} is another one by now`
    expect(await host.signal(other, 'SIGKILL')).toMatchObject({ kind: 'failed', reason })
    expect(isRunning(child.pid)).toBe(true)
  })
})
