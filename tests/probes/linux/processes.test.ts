import { expect, test } from 'vitest'
import type { Reading } from '../../../src/shared/reading.ts'
import { createProcessReader, type ProcessEntry } from '../../../src/main/probes/linux/processes.ts'
import { setProcesses, type ProcProcess } from '../../proc.ts'
import { askerOf, attemptRead, valueOf, type World } from '../../world.ts'

const worldOf = (...processes: readonly ProcProcess[]): World => {
  const world: World = new Map()
  setProcesses(world, processes)
  return world
}
const executablesIn = (reading: Reading<readonly ProcessEntry[]>): unknown =>
  reading.kind === 'ok' ? reading.value.map(({ executable }) => executable) : reading

test('every program is read with what it runs and where it belongs', async () => {
  const world = worldOf({
    pid: 42,
    name: 'llama-server',
    parentPid: 7,
    sessionId: 40,
    startTicks: 900,
    residentPages: 5_000,
    argv: ['/opt/llama-server', '-m', 'a b.gguf', ''],
    cgroup: '0::/user.slice\n',
  })
  expect(valueOf(await createProcessReader()(askerOf(world)))).toEqual([
    {
      pid: 42,
      parentPid: 7,
      sessionId: 40,
      hasTerminal: false,
      startTicks: 900,
      residentPages: 5_000,
      name: 'llama-server',
      executable: '/usr/bin/llama-server',
      argv: ['/opt/llama-server', '-m', 'a b.gguf'],
      cgroup: '0::/user.slice\n',
      userId: 1000,
    },
  ])
})

test("the kernel's own threads are left out", async () => {
  const thread = { pid: 2, name: 'kthreadd', flags: 2_129_984 }
  const world = worldOf(thread, { pid: 3, name: 'bash' })
  expect(executablesIn(await createProcessReader()(askerOf(world)))).toEqual(['/usr/bin/bash'])
})

test('a process that ends between the list and its reading is no error', async () => {
  const world = worldOf({ pid: 3, name: 'bash' }, { pid: 4, name: 'gone' })
  world.delete('file /proc/4/stat')
  expect(executablesIn(await createProcessReader()(askerOf(world)))).toEqual(['/usr/bin/bash'])
})

test("another user's program is listed without what may not be read", async () => {
  const world = worldOf({ pid: 3, name: 'root-thing', executable: null })
  world.set('file /proc/3/cmdline', { kind: 'failed', reason: 'no answer within 0.5 s' })
  world.delete('file /proc/3/cgroup')
  world.delete('file /proc/3/status')
  expect(valueOf(await createProcessReader()(askerOf(world)))).toMatchObject([
    { name: 'root-thing', executable: null, argv: [], cgroup: '', userId: null },
  ])
})

test('a program whose file was replaced by an update keeps its name', async () => {
  const world = worldOf({ pid: 3, name: 'code', executable: '/opt/code/code (deleted)' })
  expect(executablesIn(await createProcessReader()(askerOf(world)))).toEqual(['/opt/code/code'])
})

test('blanks that a title left behind are no arguments', async () => {
  const world = worldOf({ pid: 3, name: 'x', argv: ['nginx: worker', '  ', '', ' '] })
  expect(valueOf(await createProcessReader()(askerOf(world)))).toMatchObject([
    { argv: ['nginx: worker'] },
  ])
})

test('a folder /proc that cannot be listed has failed, with its reason', async () => {
  const refused: World = new Map([['dir /proc', { kind: 'failed', reason: 'permission denied' }]])
  expect(valueOf(await createProcessReader()(askerOf(refused)))).toBe('failed: permission denied')
  const garbled: World = new Map([['dir /proc', '[1']])
  expect(valueOf(await createProcessReader()(askerOf(garbled)))).toBe('failed: not JSON')
})

test('a machine of which no process can be read has failed: it never has none', async () => {
  const world: World = new Map([['dir /proc', '["1","2"]']])
  expect(valueOf(await createProcessReader()(askerOf(world)))).toBe(
    'failed: no process could be read',
  )
})

test('a stat that no parser knows is a failure, not a machine with fewer programs', async () => {
  const world = worldOf({ pid: 3, name: 'bash' })
  world.set('file /proc/3/stat', 'garbage')
  expect(valueOf(await attemptRead(world, createProcessReader()))).toBe(
    "failed: no name in a process's stat",
  )
})

test("a thread of the kernel's is asked again only after ten seconds, a program every time", async () => {
  const kernelThread: ProcProcess = { pid: 9, name: 'kworker', parentPid: 2, flags: 0x200000 }
  const world = worldOf({ pid: 3, name: 'bash' }, kernelThread)
  const readAll = createProcessReader()
  const namesAt = async (atMs: number): Promise<unknown> => {
    const reading = await readAll(askerOf(world, atMs))
    return reading.kind === 'ok' ? reading.value.map(({ name }) => name) : reading
  }
  expect(await namesAt(0)).toEqual(['bash'])
  setProcesses(world, [
    { pid: 3, name: 'zsh' },
    { pid: 9, name: 'reused' },
  ])
  expect(await namesAt(9_999)).toEqual(['zsh'])
  expect(await namesAt(10_000)).toEqual(['zsh', 'reused'])
})
