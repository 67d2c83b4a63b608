import { describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { matchKernelKill } from '../../../src/main/probes/darwin/kernel-kill.ts'
import {
  kernelMemoryLog,
  parseKernelMemoryLog,
} from '../../../src/main/probes/darwin/kernel-log.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const header = 'Timestamp               Ty Process[PID:TID]\n'
const at = '2026-08-08 22:13:58.123'
const logged = (...messages: readonly string[]): string =>
  header + messages.map((one) => `${at} Df kernel[0:1a2b] ${one}\n`).join('')
const shortage =
  'memorystatus: killing_specific_process pid 1234 [node] (vm-pageshortage 100) 2048KB - memorystatus_available_pages: 99'
const idle = 'memorystatus: killing_idle_process pid 386 [paperd] (long-idle-exit 0)'
const lowSwap =
  'low swap: killing largest compressed process with pid 321 (my (big) one) and size 12 MB'
const exhaustion = 'memorystatus: killing big [2] one [321] due to swap exhaustion'
const relaunch =
  'memorystatus: killing a [b] process [12] in band 30 with high relaunch probability'
const whole = logged(
  shortage,
  lowSwap,
  exhaustion,
  relaunch,
  'low swap: failed to create swapfile',
  'memorystatus: triggering no paging space action',
  idle,
  'IOGPU: something else',
)

const lines: readonly (readonly [
  string,
  string,
  number | null,
  string,
  string | null,
  number | null,
])[] = [
  [shortage, 'killing_specific_process', 1234, 'node', 'vm-pageshortage', 100],
  [
    '1401.082 memorystatus: killing_top_process_elevated1 pid 7 [My App [beta] (x)] (vm-compressor-space-shortage 100 17s rf:high type:daemon) 12KB - memorystatus_available_pages: 5',
    'killing_top_process_elevated1',
    7,
    'My App [beta] (x)',
    'vm-compressor-space-shortage',
    100,
  ],
  [idle, 'killing_idle_process', 386, 'paperd', 'long-idle-exit', 0],
  ['memorystatus: killing_idle_process pid 3 [a b]', 'killing_idle_process', 3, 'a b', null, null],
  [
    '[com.apple.xnu:memorystatus] memorystatus: killing_top_process pid 9 [x] jetsam_reason->osr_code: 2',
    'killing_top_process',
    9,
    'x',
    null,
    2,
  ],
  [
    'memorystatus: killing_highwater_process [com.example.Web] (highwater 100 17s) 8579568KB',
    'killing_highwater_process',
    null,
    'com.example.Web',
    'highwater',
    100,
  ],
  [
    'memorystatus: killing largest compressed process big one [55572] 86587 MB',
    'killing_largest_compressed_process',
    55_572,
    'big one',
    null,
    null,
  ],
  [lowSwap, 'killing_largest_compressed_process', 321, 'my (big) one', null, null],
  [exhaustion, 'killing_due_to_swap_exhaustion', 321, 'big [2] one', 'swap exhaustion', null],
  [relaunch, 'killing_with_high_relaunch_probability', 12, 'a [b] process', null, null],
]

describe('a line of the kernel', () => {
  test.each(lines)('%s', (message, kind, pid, name, reason, reasonCode) => {
    for (const prefix of [
      `${at} Df kernel[0:1a2b] `,
      `${at}456+0200 0x71 Default 0x0 0 0 kernel: `,
      'Aug  8 22:13:58 mac kernel[0]: ',
    ]) {
      expect(matchKernelKill(prefix + message)).toMatchObject({
        kind,
        pid,
        name,
        reason,
        reasonCode,
      })
    }
  })

  test('its size, its time and whether it is housekeeping are told', () => {
    expect(parseKernelMemoryLog(logged(shortage)).kills[0]).toMatchObject({
      footprintBytes: 2_048 * 1_024,
      compressedBytes: null,
      isHousekeeping: false,
      atText: at,
    })
    const largest = 'memorystatus: killing largest compressed process kfx [7] 48 MB'
    expect(matchKernelKill(largest)).toMatchObject({
      footprintBytes: null,
      compressedBytes: 48 * 2 ** 20,
    })
    expect(matchKernelKill(lowSwap)).toMatchObject({
      footprintBytes: null,
      compressedBytes: null,
    })
    expect(matchKernelKill(idle)).toMatchObject({
      footprintBytes: null,
      isHousekeeping: true,
      atText: null,
    })
  })

  test.each([
    'memorystatus: killing due to "vm-compressor-space-shortage"',
    'Df someapp[12:3] I am killing process 5 [x]',
    'memorystatus: killing_top_process pid',
    'memorystatus: killing [5] due to swap exhaustion',
    'Df someapp[12:3] killing x [5] due to swap exhaustion',
    'memorystatus: suspending x [5] due to swap exhaustion',
    `memorystatus: killing_top_process pid 5 [${'x'.repeat(3_000)}]`,
  ])('%s is no kill', (line) => {
    expect(matchKernelKill(line)).toBeNull()
  })
})

describe('an emergency', () => {
  test('idle programs put away are no emergency, unless by the hundred', () => {
    expect(parseKernelMemoryLog(header).isMemoryEmergency).toBe(false)
    const times = (count: number): string => logged(...Array.from({ length: count }, () => idle))
    expect(parseKernelMemoryLog(times(99)).isMemoryEmergency).toBe(false)
    expect(parseKernelMemoryLog(times(100)).isMemoryEmergency).toBe(true)
  })

  test('a process that outgrew a limit of its own does not mean that memory ran out', () => {
    const own = 'memorystatus: killing_specific_process pid 2 [agent] (per-process-limit 10) 6144KB'
    expect(parseKernelMemoryLog(logged(own)).isMemoryEmergency).toBe(false)
    expect(parseKernelMemoryLog(logged(own, shortage)).isMemoryEmergency).toBe(true)
  })

  test.each([
    [shortage, true],
    [lowSwap, true],
    [exhaustion, true],
    ['memorystatus: killing largest compressed process kfx [7] 48 MB', true],
    ['memorystatus: killing_top_process pid 9 [x] jetsam_reason->osr_code: 4', true],
    ['memorystatus: killing_specific_process pid 9 [x] (zone-map-exhaustion 10) 5KB', true],
    ['memorystatus: suspending x [5] due to swap exhaustion', true],
    [relaunch, false],
    ['memorystatus: killing_specific_process pid 9 [x] (none 10) 5KB', false],
    ['memorystatus: killing_specific_process pid 9 [x] (jettisoned 10) 5KB', false],
    ['memorystatus: killing_specific_process pid 9 [x] (a-limit-to-come 10) 5KB', false],
    ['memorystatus: killing_specific_process pid 9 [x] 5KB', false],
    ['memorystatus: killing_top_process pid 9 [x] (vnode-limit 10) 5KB', false],
  ])('alone, "%s" is an emergency: %s', (message, isMemoryEmergency) => {
    expect(parseKernelMemoryLog(logged(message)).isMemoryEmergency).toBe(isMemoryEmergency)
  })
})

describe('a log', () => {
  test('events stand in their order, and swap that cannot grow is an emergency', () => {
    const log = parseKernelMemoryLog(whole.replaceAll('\n', '\r\n'))
    expect(
      log.events.map((one) => (one.kind === 'kill' ? one.kill.kind : one.failure.kind)),
    ).toEqual([
      'killing_specific_process',
      'killing_largest_compressed_process',
      'killing_due_to_swap_exhaustion',
      'killing_with_high_relaunch_probability',
      'low_swap',
      'no_paging_space',
      'killing_idle_process',
    ])
    expect(log.swapFailures).toHaveLength(2)
    expect(log.kills).toHaveLength(5)
    expect(log.isMemoryEmergency).toBe(true)
  })

  test.each(['', 'log: Could not open local log store\n'])('"%s" is refused', (text) => {
    expect(() => parseKernelMemoryLog(text)).toThrow(ParseError)
  })

  test('one that was cut has the first of its events, each unchanged', () => {
    const { events } = parseKernelMemoryLog(whole)
    for (let length = 0; length < whole.length; length++) {
      const cut = parsedOrNull(parseKernelMemoryLog, whole.slice(0, length))?.events ?? []
      expect(cut).toEqual(events.slice(0, cut.length))
    }
  })

  test('foreign text is a ParseError or kills with kinds', () => {
    expectSound(parseKernelMemoryLog, whole, ({ kills }) => kills.every((kill) => kill.kind !== ''))
  })

  test('the question has a bounded window and a deadline', () => {
    expect(kernelMemoryLog.question).toMatchObject({ deadlineMs: 20_000 })
    expect(keyOf(kernelMemoryLog.question)).toMatch(
      /^\/usr\/bin\/log show --last 10m --style compact /,
    )
  })
})
