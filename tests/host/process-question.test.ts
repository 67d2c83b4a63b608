import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pid, type Pid } from '../../src/shared/ids.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { startChild, type Child } from '../processes.ts'
import { localHost } from './local-host.ts'

const startSleeper = async (): Promise<Child> => {
  const script = 'console.log("up"); setInterval(() => {}, 1e6)'
  const child = startChild([process.execPath, '-e', script])
  await child.printed(/up/)
  return child
}
const answerFor = async (id: Pid): Promise<unknown> => {
  const reading = await localHost().ask({ kind: 'process', pid: id })
  return reading.kind === 'ok' ? reading.value : reading
}

describe('asked whether a process runs,', () => {
  test('the host says that it runs, and then that it has ended', async () => {
    const child = await startSleeper()
    expect(await answerFor(child.pid)).toBe('runs')
    child.kill('SIGKILL')
    await child.ended
    expect(await answerFor(child.pid)).toBe('ended')
  })

  test('it leaves the process alone', async () => {
    const child = await startSleeper()
    for (let count = 0; count < 20; count++) await answerFor(child.pid)
    expect(await answerFor(child.pid)).toBe('runs')
    child.kill('SIGTERM')
    expect(await child.ended).toEqual({ code: null, signal: 'SIGTERM' })
  })

  test('the first process of all runs', async () => {
    expect(await answerFor(pid(1))).toBe('runs')
  })

  test('a number that no process can have has ended', async () => {
    expect(await answerFor(pid(2 ** 31 - 1))).toBe('ended')
  })
})

/** Only root may become somebody else; everybody else finds the first process to be another user's. */
const isRoot = process.getuid?.() === 0
const nobody = 65_534

test.skipIf(!isRoot)("another user's process runs, though it may not be signalled", async () => {
  const file = fileURLToPath(new URL('../../src/main/host/local-process.ts', import.meta.url))
  const script = `
    const { isRunning } = await import(${JSON.stringify(file)})
    process.setgid(${nobody})
    process.setuid(${nobody})
    let refusal = null
    try { process.kill(1, 0) } catch (error) { refusal = error.code }
    console.log(JSON.stringify({ refusal, isRunning: isRunning(1) }))`
  const child = startChild([process.execPath, '--input-type=module', '-e', script])
  const printed = await child.printed(/^.*\n/)
  expect(jsonIn(printed)).toEqual({ refusal: 'EPERM', isRunning: true })
})

test('Headroom tells its own pid with what it takes', async () => {
  const reading = await localHost().ask({ kind: 'library', name: 'node/process' })
  if (reading.kind !== 'ok') throw new Error(reading.reason)
  expect(jsonIn(reading.value)).toEqual({
    pid: process.pid,
    userId: process.geteuid?.(),
    cpuMs: expect.any(Number),
    residentBytes: expect.any(Number),
  })
  expect(await answerFor(pid(process.pid))).toBe('runs')
})

test('in a replay a process runs for as long as it did', async () => {
  const at = (atMs: number, text: string) =>
    ({ atMs, kind: 'process', key: '4711', ok: true, text, tookMs: 0 }) as const
  const { host } = createReplayer({
    platform: 'darwin',
    startedAtMs: 1_000,
    entries: [at(0, 'runs'), at(500, 'ended')],
    isCut: false,
  })
  const asked = (atMs: number, id = 4_711) => host.ask({ kind: 'process', pid: pid(id) }, atMs)
  expect(await asked(1_499)).toMatchObject({ kind: 'ok', value: 'runs' })
  expect(await asked(1_500)).toMatchObject({ kind: 'ok', value: 'ended' })
  expect(await asked(1_000, 42)).toMatchObject({ kind: 'absent' })
})
