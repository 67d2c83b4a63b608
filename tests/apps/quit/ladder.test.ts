import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import { askToQuit, checkQuit, forceToQuit } from '../../../src/main/apps/quit/quit.ts'
import { startChild, tempFolder, until } from '../../processes.ts'
import { patientWaits, quitWorld, shortWaits, startStubborn, targetOf } from './quit-world.ts'

describe('a program that ends when it is asked', () => {
  test('is sent SIGTERM once, and it is told how long it took', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100001'])
    const target = await targetOf(host, [id])
    const request = `SIGTERM to sleep (${id})`
    expect(await checkQuit(host, target)).toEqual({ kind: 'ok', request })
    expect(signals).toEqual([])
    const end = await askToQuit(host, target, patientWaits)
    expect(end).toMatchObject({ kind: 'ended', request })
    expect(end.kind === 'ended' && end.tookMs).toBeLessThan(patientWaits.programMs)
    expect(await isAlive(id)).toBe(false)
    expect(signals.map(({ name, process }) => [name, process.pid])).toEqual([['SIGTERM', id]])
  })

  test('ends what it has started in its own way; what outlives it is asked then', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const top = await orphans.start(['/bin/sh', '-c', 'sleep 100002 & sleep 100003 & wait'])
    const children = [
      await orphans.find(['sleep', '100002']),
      await orphans.find(['sleep', '100003']),
    ]
    const target = await targetOf(host, [...children, top])
    expect(await askToQuit(host, target, patientWaits)).toMatchObject({ kind: 'ended' })
    expect(signals.map(({ process }) => process.pid)).toEqual([top, ...children])
    expect(await Promise.all([top, ...children].map(isAlive))).toEqual([false, false, false])
  })

  test('is ended although its parent never reaps it', async () => {
    const { host, orphans, isAlive } = quitWorld()
    const parent = await orphans.start(['/bin/sh', '-c', 'sleep 100004 & exec sleep 100005'], {
      becomes: ['sleep', '100005'],
    })
    const id = await orphans.find(['sleep', '100004'])
    const end = await askToQuit(host, await targetOf(host, [id]), patientWaits)
    expect(end.kind).toBe('ended')
    expect(await isAlive(parent)).toBe(true)
  })
})

describe('a program that does not end', () => {
  test('is still open, and is left alone until somebody confirms its end a second time', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const id = await startStubborn(orphans, ['/bin/sleep', '100006'])
    const target = await targetOf(host, [id])
    const end = await askToQuit(host, target, shortWaits)
    expect(end).toMatchObject({ kind: 'still-open', isGui: false, note: null })
    expect(await isAlive(id)).toBe(true)
    const left = end.kind === 'still-open' ? end.left : []
    expect(left.map((one) => one.pid)).toEqual([id])
    expect(signals.map(({ name }) => name)).toEqual(['SIGTERM'])

    const forced = await forceToQuit(host, target, left, shortWaits)
    expect(forced).toMatchObject({ kind: 'ended', request: `SIGKILL to sleep (${id})` })
    expect(await isAlive(id)).toBe(false)
  })

  test('cannot see the request where it is stopped, and it says so', async () => {
    const { host, orphans, isAlive } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100007'])
    const target = await targetOf(host, [id])
    orphans.signal(id, 'SIGSTOP')
    const stat = `/proc/${id}/stat`
    await until('it stops', () => (readFileSync(stat, 'utf8').includes(') T ') ? true : null))
    const end = await askToQuit(host, target, shortWaits)
    expect(end).toMatchObject({
      kind: 'still-open',
      note: `sleep (${id}) is stopped: it sees no request to end until it goes on (SIGCONT)`,
    })
    orphans.signal(id, 'SIGCONT')
    await until('it ends', async () => ((await isAlive(id)) ? null : true))
  })

  test('of several, only what is left may be forced', async () => {
    const { host, orphans, isAlive } = quitWorld()
    const bystander = await orphans.start(['/bin/sleep', '100008'])
    const id = await orphans.start(['/bin/sleep', '100009'])
    const target = await targetOf(host, [id])
    const stranger = (await targetOf(host, [bystander])).processes
    expect(await forceToQuit(host, target, stranger, shortWaits)).toEqual({
      kind: 'refused',
      reason: `process ${bystander} was no part of Loom`,
    })
    expect(await isAlive(bystander)).toBe(true)
  })
})

describe('what was listed is not there any more', () => {
  test('has ended by itself: nothing is sent', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100010'])
    const target = await targetOf(host, [id])
    orphans.signal(id, 'SIGKILL')
    await until('it has ended', async () => ((await isAlive(id)) ? null : true))
    const refused = { kind: 'refused', reason: 'Loom has ended by itself' }
    expect(await checkQuit(host, target)).toEqual(refused)
    expect(await askToQuit(host, target, shortWaits)).toEqual(refused)
    expect(signals).toEqual([])
  })

  test('runs another program under the same number since the same start: nothing is sent', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const flag = join(tempFolder(), 'go')
    const wait = 'while [ ! -e "$1" ]; do sleep 0.02; done; exec sleep 100011'
    const id = await orphans.start(['/bin/sh', '-c', wait, 'sh', flag])
    const other = await orphans.start(['/bin/sleep', '100012'])
    const target = await targetOf(host, [other, id])
    writeFileSync(flag, '')
    expect(await orphans.find(['sleep', '100011'])).toBe(id)
    const refused = { kind: 'refused', reason: `process ${id} is another one by now` }
    expect(await checkQuit(host, target)).toEqual(refused)
    expect(await askToQuit(host, target, shortWaits)).toEqual(refused)
    expect(await forceToQuit(host, target, target.processes, shortWaits)).toEqual(refused)
    expect(signals).toEqual([])
    expect(await Promise.all([isAlive(id), isAlive(other)])).toEqual([true, true])
  })
})

describe('never ended', () => {
  test.runIf(process.geteuid?.() === 0)('is what another user runs', async () => {
    const { host, orphans, signals, isAlive } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100013'], { userId: 65_534 })
    const target = await targetOf(host, [id])
    const reason = `sleep (${id}) is another user's`
    expect(await askToQuit(host, target, shortWaits)).toEqual({ kind: 'refused', reason })
    expect(await forceToQuit(host, target, target.processes)).toEqual({ kind: 'refused', reason })
    expect(signals).toEqual([])
    expect(await isAlive(id)).toBe(true)
  })

  test('is what everything else runs under, Headroom itself, and what it runs in', async () => {
    const { host, orphans, signals } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100014'])
    const reasonWith = async (other: number): Promise<string> => {
      const end = await askToQuit(host, await targetOf(host, [id, other]), shortWaits)
      return end.kind === 'refused' ? end.reason : end.kind
    }
    expect(await reasonWith(1)).toMatch(/\(1\): everything else on this machine runs under it$/)
    expect(await reasonWith(process.pid)).toMatch(/: it is Headroom itself$/)
    expect(await reasonWith(process.ppid)).toMatch(/: Headroom runs in it$/)
    expect(signals).toEqual([])
  })

  test('is what Headroom has started itself', async () => {
    const { host, signals } = quitWorld()
    const child = startChild(['/bin/sleep', '100015'])
    const reason = `Headroom has started sleep (${child.pid}) itself`
    const started = await until('sleep', async () => {
      const target = await targetOf(host, [child.pid])
      return target.processes[0]?.executable.endsWith('/node') === true ? null : target
    })
    expect(await askToQuit(host, started, shortWaits)).toEqual({ kind: 'refused', reason })
    expect(signals).toEqual([])
  })

  test('where it cannot be told what Headroom runs in', async () => {
    const { host, orphans, signals } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100016'])
    const target = await targetOf(host, [id])
    const failed = { kind: 'failed', reason: 'it hangs', atMs: 0, tookMs: 0 } as const
    const blind = {
      ...host,
      identify: async (one: typeof id) => (one === pid(process.ppid) ? failed : host.identify(one)),
    }
    const reason = 'it cannot be told which processes Headroom itself runs in'
    expect(await askToQuit(blind, target, shortWaits)).toEqual({ kind: 'refused', reason })
    expect(signals).toEqual([])
  })
})
