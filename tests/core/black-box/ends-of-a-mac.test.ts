import { afterEach, describe, expect, test } from 'vitest'
import { kernelMemoryLogOf } from '../../../src/main/probes/darwin/kernel-log.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import type { BlackBoxReport } from '../../../src/shared/black-box.ts'
import type { Reply } from '../../world.ts'
import { fixture } from '../../world.ts'
import {
  endedAtMs,
  leftBehind,
  ownPid,
  reportsIn,
  startAgain,
  systemFolder,
  type Finding,
  type Found,
} from './left-of-mac.ts'

const open: Found[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()))
})

const started = async (finding: Finding): Promise<Found> => {
  const found = await startAgain(finding)
  open.push(found)
  return found
}
const onlyOf = async (
  found: Found,
  isThere: (report: BlackBoxReport) => boolean = () => true,
): Promise<BlackBoxReport> => {
  const { reports } = await found.until(({ reports: [one] }) => one !== undefined && isThere(one))
  expect(reports).toHaveLength(1)
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  return report
}

const gpuPanic = {
  'panic-full-2026-11-20-101112.0002.panic': fixture(
    'macos-reports/panic-full-2026-11-20-101112.0002.panic',
  ),
}
/** The composed reports stand at other minutes of that day. */
const movedTo = (name: string, clock: string): string =>
  fixture(`macos-reports/${name}`).replaceAll(/2026-11-20 \d\d:\d\d:\d\d/g, `2026-11-20 ${clock}`)
const memoryPanic = {
  'panic-base-2026-11-20-101112.panic': movedTo('panic-base-2026-11-20-111112.panic', '10:11:12'),
}
const otherPanic = {
  'Kernel-2026-11-20-101112.panic': movedTo('Kernel-2026-11-20-131112.panic', '10:11:12'),
}
const jetsam = (clock: string): Readonly<Record<string, string>> => ({
  'JetsamEvent-2026-11-20-101058.ips': movedTo('JetsamEvent-2026-11-20-141112.ips', clock),
})
const readable = reportsIn({})
const readableLog: readonly [string, Reply] = [
  `command ${keyOf(kernelMemoryLogOf(endedAtMs - 120_000, endedAtMs + 60_000).question)}`,
  'Timestamp               Ty Process[PID:TID]\n',
]

describe('a Mac that ended', () => {
  test('in a panic of the GPU tells what held its memory, what was loading, and the words of the panic', async () => {
    const left = leftBehind({ scene: 'mac-m2max-32gb-loading' })
    const found = await started({ left: [left], replies: reportsIn(gpuPanic) })
    const report = await onlyOf(found)
    expect(report.end).toBe('gpu-panic')
    expect(report.title).toBe('The driver of the GPU brought the Mac down')
    expect(report.signatures[0]).toEqual({
      name: 'IOGPUMemory.cpp: completeMemory() prepare count underflow',
      text: expect.stringContaining(
        '"completeMemory() prepare count underflow" @IOGPUMemory.cpp:550',
      ),
      from: `${systemFolder}/panic-full-2026-11-20-101112.0002.panic`,
      process: 'python3.12',
    })
    expect(report.last?.atMs).toBeGreaterThan(endedAtMs - 5_000)
    expect(report.story).toEqual([
      'The driver of the GPU met an error that it could not go on from: macOS panicked, and the Mac restarted. The fault lies in the driver: what programs ask of it only brings it about.',
      'The report names python3.12: it was at work then, which does not make it the cause.',
      'Qwen3-32B-Q4_K_M.gguf in llama-server held 21.9 GB.',
      'Xcode held 4.2 GB.',
      'Qwen3-32B-Q4_K_M.gguf was at work, with 3.3k of 8k tokens of its context used.',
      'The GPU had 22.4 GB in use, and its limit was 22.9 GB.',
      '509 MB were left for models.',
      '327 MB stood in swap.',
      'All of that is of 10:11:00, the last moment that was recorded: up to 5 s before the end are missing.',
    ])
    expect(report.fixes.map(({ text }) => text)).toEqual([
      'Update macOS: the driver of the GPU comes with it, and nothing else replaces it',
      'Update the program that ran the model, or the engine within it',
      'Give Qwen3-32B-Q4_K_M.gguf a shorter context',
      'Answer one request at a time',
      'If you have raised the GPU limit, give it back to macOS: 0 is its own choice',
      'Read the whole report of macOS',
    ])
    expect(left.drops()).toBe(1)
  })
})

describe('a Mac that was brought down', () => {
  test('by its watchdog, out of memory, tells who held it', async () => {
    const found = await started({
      left: [leftBehind({ scene: 'mac-m4-16gb-swapping' })],
      replies: reportsIn(memoryPanic),
    })
    const report = await onlyOf(found)
    expect(report.end).toBe('memory-panic')
    expect(report.signatures[0]?.text).toContain('(BAD)')
    expect(report.story).toEqual([
      'There was no room left to compress memory or to swap it out: the watchdog of macOS waited in vain for the system, and restarted the Mac.',
      'llama3.2:1b in Ollama held 1.9 GB.',
      'Docker held 5.9 GB.',
      'The GPU had 2.2 GB in use, and its limit was 13.1 GB.',
      '3.7 GB were left for models.',
      '3.1 GB stood in swap.',
      'All of that is of 10:10:59, the last moment that was recorded: up to 5 s before the end are missing.',
    ])
    expect(report.fixes).toEqual([
      {
        command: null,
        costs: null,
        text: 'Close Docker while models are at work',
      },
      {
        command: null,
        costs: 'long conversations are cut earlier',
        text: 'Give llama3.2:1b a shorter context',
      },
      {
        command: null,
        costs: 'answers lose a little quality',
        text: 'Take a smaller variant of the model, with fewer bits a weight',
      },
      {
        command: 'sudo sysctl iogpu.wired_limit_mb=0',
        costs: 'less room for models',
        text: 'If you have raised the GPU limit, give it back to macOS: 0 is its own choice',
      },
      {
        command: 'open -R /Library/Logs/DiagnosticReports/panic-base-2026-11-20-101112.panic',
        costs: null,
        text: 'Read the whole report of macOS',
      },
    ])
  })
})

describe('a Mac that went down', () => {
  test('in any other panic is not said to have run out of memory', async () => {
    const found = await started({
      left: [leftBehind({ scene: null })],
      replies: reportsIn(otherPanic),
    })
    const report = await onlyOf(found)
    expect([report.end, report.last]).toEqual(['panic', null])
    expect(report.story.at(-1)).toBe('Nothing was recorded of the time before.')
  })

  test('without a report went off; for some minutes one may yet come', async () => {
    const found = await started({ left: [leftBehind({ scene: null })], replies: readable })
    expect((await onlyOf(found)).end).toBe('unknown')
    await found.clock.goTo(endedAtMs + 60_000 + 601_000)
    const report = await onlyOf(found, ({ end }) => end !== 'unknown')
    expect([report.end, report.fixes]).toEqual(['power-loss', []])
  })

  test('whose folder of reports may not be read is not said to have had no panic', async () => {
    const refused = { kind: 'failed', reason: 'permission denied' } as const
    const found = await started({
      left: [leftBehind({ scene: null })],
      replies: [[`dir ${systemFolder}`, refused]],
    })
    await onlyOf(found)
    await found.clock.goTo(endedAtMs + 60_000 + 601_000)
    const report = await onlyOf(found, ({ story }) => story[0]?.includes('cannot be read') === true)
    expect(report.end).toBe('unknown')
    expect(report.unread).toContain(`${systemFolder} cannot be read: permission denied`)
  })
})

describe('a Mac that ran on', () => {
  const sameBoot = { isOtherBoot: false, scene: null } as const

  test('and ended an engine for memory names it, with what it held', async () => {
    const found = await started({
      left: [leftBehind(sameBoot)],
      replies: [...reportsIn(jetsam('10:10:58')), readableLog],
    })
    const report = await onlyOf(found)
    expect(report.end).toBe('killed')
    expect(report.title).toBe('The system ended ollama as memory ran out')
    expect(report.story[0]).toBe(
      'The system ended ollama, which held 14.7 GB: vm-compressor-space-shortage.',
    )
    expect(report.unread).toEqual([
      'The folder of reports of this user cannot be read: its home is not known',
    ])
  })

  test('and ended nothing of that minute ended Headroom alone', async () => {
    const found = await started({
      left: [leftBehind(sameBoot)],
      replies: [...reportsIn({ ...jetsam('10:31:00'), ...gpuPanic }), readableLog],
      laterMs: 3_600_000,
    })
    const report = await onlyOf(found)
    expect([report.end, report.signatures, report.fixes]).toEqual(['ended', [], []])
  })

  test('has the crash report of Headroom itself among its words', async () => {
    const crash = movedTo('llama-server-2026-11-20-151112.ips', '10:11:01')
      .replaceAll('llama-server', 'Headroom')
      .replaceAll('812', String(ownPid))
    const found = await started({
      left: [leftBehind(sameBoot)],
      replies: [...reportsIn({ 'Headroom-2026-11-20-101101.ips': crash }), readableLog],
    })
    const report = await onlyOf(found)
    expect([report.end, report.signatures[0]?.name]).toEqual(['ended', 'EXC_CRASH (SIGABRT)'])
    expect(report.fixes[0]?.command).toBe('headroom report --out headroom-report.zip')
  })
})

describe('one end', () => {
  test('that is found twice is one report; what comes late fills it in, and is news again', async () => {
    const left = leftBehind({ scene: null })
    const found = await started({ left: [left], replies: readable })
    const first = await onlyOf(found)
    await found.boxes.seen(first.id)
    await expect(found.boxes.seen('another')).rejects.toThrow('there is no such report')
    for (const [name, reply] of reportsIn(gpuPanic)) found.world.set(name, reply)
    await found.clock.goTo(endedAtMs + 60_000 + 31_000)
    const filled = await onlyOf(found, ({ end }) => end === 'gpu-panic')
    expect([filled.id, filled.isSeen, filled.foundAtMs]).toEqual([first.id, false, first.foundAtMs])
    const next = found.again([left])
    open.push(next)
    await expect.poll(left.drops).toBe(2)
    expect((await next.boxes.read()).reports).toEqual([filled])
  })

  test('is looked for to its end by the next Headroom where the first had no time to', async () => {
    const found = await started({ left: [leftBehind({ scene: null })], replies: readable })
    await onlyOf(found)
    const next = found.again([])
    open.push(next)
    await next.clock.goTo(endedAtMs + 60_000 + 601_000)
    expect((await onlyOf(next, ({ end }) => end !== 'unknown')).end).toBe('power-loss')
  })

  test('whose reading is interrupted is left as it was, and read by the next Headroom', async () => {
    const left = leftBehind({ scene: 'mac-m4-16gb-swapping' })
    const found = await started({ left: [left], replies: reportsIn(gpuPanic) })
    found.stop()
    const next = found.again([left])
    open.push(next)
    expect((await onlyOf(next)).last).not.toBeNull()
    expect(left.drops()).toBe(1)
  })
})
