import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { readEnd, type EndWindow } from '../../../src/main/monitor/darwin/read-end.ts'
import { kernelMemoryLogOf } from '../../../src/main/probes/darwin/kernel-log.ts'
import { fromRoot } from '../../from-root.ts'
import { askerOf, fixture, type Reply, type World } from '../../world.ts'

const system = '/Library/Logs/DiagnosticReports'
const home = '/Users/user1'
const own = `${home}${system}`
const at = (clock: string): number => Date.parse(`2026-11-20T${clock}Z`)
const day: EndWindow = { sinceMs: at('08:00:00'), untilMs: at('20:00:00'), home }

const names = readdirSync(fromRoot('tests/fixtures/macos-reports')).filter((name) =>
  /\.(?:panic|ips)$/.test(name),
)
const folderOf = (name: string): string =>
  /^(?:llama|Diary)/.test(name) ? own : name.startsWith('gpuEvent') ? `${system}/Retired` : system

function worldOf(window: EndWindow = day, changes: readonly (readonly [string, Reply])[] = []) {
  const world: World = new Map([
    [`command ${keyOf(logOf(window))}`, fixture('macos-reports/kernel.log')],
    ...[system, own, `${system}/Retired`].map((folder): [string, Reply] => [
      `dir ${folder}`,
      JSON.stringify([
        ...names.filter((name) => folderOf(name) === folder),
        'shutdown_stall_2026-11-20-100000.shutdownStall',
      ]),
    ]),
    ...names.map((name): [string, Reply] => [
      `file ${folderOf(name)}/${name}`,
      fixture(`macos-reports/${name}`),
    ]),
  ])
  for (const [name, reply] of changes) world.set(name, reply)
  return world
}
const logOf = ({ sinceMs }: EndWindow) => kernelMemoryLogOf(sinceMs, sinceMs + 10 * 60_000).question
const endOf = (window: EndWindow = day, ...changes: readonly (readonly [string, Reply])[]) =>
  readEnd(askerOf(worldOf(window, changes)), window)

describe('panics', () => {
  test('of the driver, of memory and others are told apart, each with its words', async () => {
    const { panics, unread } = await endOf()
    expect(
      panics.map(({ report, path, atMs }) => [
        path.replace(`${system}/`, ''),
        new Date(atMs).toISOString().slice(11, 19),
        report.cause,
        report.taskName,
        report.signature.name,
      ]),
    ).toEqual([
      ['Kernel-2026-11-20-131112.panic', '13:11:12', 'other', 'kernel_task', 'kernel panic'],
      [
        'panic-full-2026-11-20-121112.0002.contents.panic',
        '12:11:12',
        'other',
        'kernel_task',
        'kernel panic',
      ],
      [
        'panic-base-2026-11-20-111112.panic',
        '11:11:12',
        'memory',
        'kernel_task',
        'watchdog timeout, Compressor Info (BAD)',
      ],
      [
        'panic-full-2026-11-20-101112.0002.panic',
        '10:11:12',
        'gpu-driver',
        'python3.12',
        'IOGPUMemory.cpp: completeMemory() prepare count underflow',
      ],
    ])
    expect(panics[2]?.report.signature.text).toMatch(
      /^panic\(cpu 1 .*no checkins from watchdogd in 94 seconds.* … Compressor Info: .*100% of segments limit \(BAD\)/,
    )
    expect(unread).toEqual([])
  })
})

describe('other reports of macOS', () => {
  test('name whom macOS ended, with what it had, not the largest', async () => {
    const { jetsams } = await endOf()
    expect(jetsams).toMatchObject([
      {
        path: `${system}/JetsamEvent-2026-11-20-141112.ips`,
        report: {
          largestProcess: 'WindowServer',
          killed: [
            { name: 'ollama', pid: 812, isForMemory: true, footprintBytes: 900_000 * 16_384 },
            { name: 'photoanalysisd', isForMemory: false },
          ],
        },
      },
    ])
  })

  test("tell of an engine's crash and of a reset of the GPU, also from Retired, and of nobody else's crash", async () => {
    const end = await endOf()
    expect(end.crashes.map(({ report, path }) => ({ ...report, path }))).toEqual([
      {
        kind: 'crash',
        processName: 'llama-server',
        processPid: 812,
        fileName: 'llama-server',
        signature: { name: 'EXC_CRASH (SIGABRT)', text: 'Abort trap: 6' },
        timestampText: '2026-11-20 15:11:12.3456 +0000',
        atMs: at('15:11:12.345'),
        path: `${own}/llama-server-2026-11-20-151112.ips`,
      },
    ])
    expect(end.gpuResets).toMatchObject([
      {
        path: `${system}/Retired/gpuEvent-llama-server-2026-11-20-161112.ips`,
        report: {
          processName: 'llama-server',
          signature: { name: 'GPU reset', text: 'firmware-detected lockup' },
        },
      },
    ])
    expect(JSON.stringify(end)).not.toContain('Diary')
  })

  test('of another time are not told', async () => {
    const { panics, jetsams, crashes, gpuResets } = await endOf({
      ...day,
      sinceMs: at('11:00:00'),
      untilMs: at('12:00:00'),
    })
    expect(panics.map(({ report }) => report.cause)).toEqual(['memory'])
    expect([...jetsams, ...crashes, ...gpuResets]).toEqual([])
  })
})

describe("the kernel's log", () => {
  test('is asked for a bounded window, by seconds that know no time zone', async () => {
    const window = { ...day, sinceMs: at('14:05:00') }
    const { kernelLog } = await endOf(window)
    expect(keyOf(logOf(window))).toMatch(
      /^\/usr\/bin\/log show --start @1795183500 --end @1795184100 --style compact /,
    )
    expect(logOf(window)).toMatchObject({ deadlineMs: 20_000 })
    expect(kernelLog).toMatchObject({
      isMemoryEmergency: true,
      kills: [{ isHousekeeping: true }, { pid: 812, name: 'ollama', isForMemory: true }],
    })
    expect(kernelLog?.gpuLines).toHaveLength(1)
  })
})

describe('what cannot be looked up', () => {
  test('is told as such, and is not "none"', async () => {
    const denied = { kind: 'failed', reason: 'permission denied' } as const
    const end = await endOf(
      { ...day, home: null },
      [`dir ${system}`, denied],
      [`command ${keyOf(logOf(day))}`, { kind: 'failed', reason: 'no answer within 20 s' }],
    )
    expect(end.panics).toEqual([])
    expect(end.kernelLog).toBeNull()
    expect(end.unread).toEqual([
      { place: system, reason: 'permission denied' },
      { place: "the kernel's log", reason: 'no answer within 20 s' },
      { place: 'reports of this user', reason: 'its home is not known' },
    ])
  })

  test('one report that is denied, or of a form that is not known, leaves the others', async () => {
    const { panics, unread } = await endOf(
      day,
      [
        `file ${system}/Kernel-2026-11-20-131112.panic`,
        { kind: 'failed', reason: 'permission denied' },
      ],
      [`file ${system}/panic-base-2026-11-20-111112.panic`, '*** Panic Report ***\n'],
    )
    expect(panics).toHaveLength(2)
    expect(unread).toEqual([
      { place: `${system}/Kernel-2026-11-20-131112.panic`, reason: 'permission denied' },
      { place: `${system}/panic-base-2026-11-20-111112.panic`, reason: 'not JSON' },
    ])
  })

  test('more reports than are read are counted', async () => {
    const many = Array.from(
      { length: 15 },
      (_, index) => `Kernel-2026-11-20-1311${String(index).padStart(2, '0')}.panic`,
    )
    const { panics, unread } = await endOf(day, [`dir ${system}`, JSON.stringify(many)])
    expect(panics.length).toBeLessThanOrEqual(12)
    expect(unread).toContainEqual({ place: system, reason: '3 other reports were left out' })
  })

  test('an app that crashes all day hides no panic', async () => {
    const crashes = Array.from(
      { length: 15 },
      (_, index) => `Notes-2026-11-20-1411${String(index).padStart(2, '0')}.ips`,
    )
    const names = ['Kernel-2026-11-20-131112.panic', ...crashes]
    const { unread } = await endOf(
      day,
      [`dir ${system}`, JSON.stringify(names)],
      [
        `file ${system}/Kernel-2026-11-20-131112.panic`,
        { kind: 'failed', reason: 'permission denied' },
      ],
    )
    expect(unread.map(({ place }) => place)).toContain(`${system}/Kernel-2026-11-20-131112.panic`)
  })
})
