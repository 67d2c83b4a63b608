import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import { isRunning, startChild, tempFolder, until } from '../processes.ts'
import { createOrphans } from '../apps/quit/orphans.ts'
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

describe('who a process is', () => {
  test('tells its user and its parent', async () => {
    const { identity, child } = await identified()
    const { userId, isOwn, parentPid } = identity
    expect({ userId, isOwn, parentPid }).toEqual({
      userId: process.geteuid?.(),
      isOwn: true,
      parentPid: process.pid,
    })
    expect(isRunning(child.pid)).toBe(true)
  })

  test('is known by its file although that was replaced by an update', async () => {
    const path = join(tempFolder(), 'sleep')
    copyFileSync('/bin/sleep', path)
    const child = startChild([path, '100'])
    const host = localHost()
    const named = async (): Promise<true | null> => {
      const reading = await host.identify(child.pid)
      return reading.kind === 'ok' && reading.value.executable === path ? true : null
    }
    await until('the program', named)
    rmSync(path)
    expect(await named()).toBe(true)
  })

  test('has ended as soon as its memory is gone, although nobody has reaped it', async () => {
    const shell = startChild(['/bin/sh', '-c', 'sleep 0.2 & echo $!; exec sleep 100'])
    const id = pid(Number(await shell.printed(/^\d+$/m)))
    const host = localHost()
    const reading = await until('its end', async () => {
      const one = await host.identify(id)
      return one.kind === 'ok' ? null : one
    })
    expect(reading).toMatchObject({ kind: 'absent', reason: 'the process has ended' })
    expect(existsSync(`/proc/${id}`)).toBe(true)
  })

  test.runIf(process.geteuid?.() === 0)("is another user's: no signal is sent", async () => {
    const orphans = createOrphans()
    onTestFinished(() => orphans.endAll())
    const id = await orphans.start(['/bin/sleep', '100'], { userId: 65_534 })
    const host = localHost()
    const found = await host.identify(id)
    if (found.kind !== 'ok') throw new Error(found.reason)
    expect(found.value).toMatchObject({ userId: 65_534, isOwn: false })
    expect(await host.signal(found.value, 'SIGKILL')).toMatchObject({
      kind: 'failed',
      reason: `process ${id} is another user's`,
    })
    expect(isRunning(id)).toBe(true)
  })
})
