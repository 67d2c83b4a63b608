import { describe, expect, test } from 'vitest'
import { findingsOf, type Findings } from '../../../src/main/monitor/darwin/findings.ts'
import { parseDiagnosticReport } from '../../../src/main/probes/darwin/diagnostic-report.ts'
import { parseKernelMemoryLog } from '../../../src/main/probes/darwin/kernel-log.ts'
import { grouped, macProcess } from '../../apps/mac-processes.ts'

const atMs = Date.parse('2026-11-20T12:00:00Z')
const found = (given: Partial<Findings>): readonly string[] =>
  findingsOf({ atMs, apps: [], isTranslated: false, kernelLog: null, reports: null, ...given })

const logOf = (...messages: readonly string[]) =>
  parseKernelMemoryLog(
    messages.map((one) => `2026-11-20 11:58:00.000 Df kernel[0:1] ${one}\n`).join(''),
  )
const jetsam = (timestamp: string, reason: string) =>
  parseDiagnosticReport(
    `${JSON.stringify({ bug_type: '298', timestamp })}\n${JSON.stringify({
      memoryStatus: { pageSize: 16_384 },
      processes: [
        { pid: 7, name: 'llama-server', rpages: 1_000_000, reason },
        { pid: 8, name: 'x' },
      ],
    })}`,
  )
const panic = (timestamp: string, panicString: string) =>
  parseDiagnosticReport(
    `${JSON.stringify({ bug_type: '210', timestamp })}\n${JSON.stringify({ panicString })}`,
  )

describe("the kernel's log", () => {
  test('names whom macOS ended for memory, with what it had', () => {
    const kernelLog = logOf(
      'memorystatus: killing_specific_process pid 7 [llama-server] (vm-compressor-space-shortage 100) 1000000KB - memorystatus_available_pages: 9',
    )
    expect(found({ kernelLog })).toEqual([
      'macOS ended llama-server (7) for memory in the last 10 minutes, which had 1.0 GB: vm-compressor-space-shortage',
    ])
  })

  test('says nothing of idle programs and of those that outgrew their own limit', () => {
    const kernelLog = logOf(
      'memorystatus: killing_idle_process pid 1 [a] (long-idle-exit 0)',
      'memorystatus: killing_specific_process pid 2 [b] (per-process-limit 3) 6144KB - memorystatus_available_pages: 9',
    )
    expect(found({ kernelLog })).toEqual([])
  })

  test('tells that swap could not grow', () => {
    const kernelLog = logOf('low swap: failed to create swapfile')
    expect(found({ kernelLog })).toEqual(['swap could not grow in the last 10 minutes'])
  })
})

describe('reports', () => {
  test('of the last day tell who was ended for memory, and when', () => {
    const reports = [jetsam('2026-11-20 10:30:00.00 +0000', 'vm-pageshortage')]
    expect(found({ reports })).toEqual([
      'macOS ended llama-server (7) for memory 1 h 30 min ago, which had 16.4 GB: vm-pageshortage',
    ])
  })

  test.each([
    ['of an earlier day', jetsam('2026-11-18 10:30:00.00 +0000', 'vm-pageshortage')],
    ['without a time', jetsam('yesterday', 'vm-pageshortage')],
    [
      'of a program that outgrew its own limit',
      jetsam('2026-11-20 10:30:00.00 +0000', 'per-process-limit'),
    ],
    [
      'of a panic for another reason',
      panic('2026-11-20 10:30:00.00 +0000', 'panic(cpu 1): "a disk"'),
    ],
  ])('%s are no finding', (_, report) => {
    expect(found({ reports: [report] })).toEqual([])
  })

  test("tell a panic of the GPU's driver", () => {
    const said =
      'panic(cpu 3 caller 0x1): "completeMemory() prepare count underflow" @IOGPUMemory.cpp:492'
    expect(found({ reports: [panic('2026-11-20 11:00:00.00 +0000', said)] })).toEqual([
      "the machine panicked in the GPU's driver, 1 h ago",
    ])
  })
})

test('an engine, and Headroom itself, that run as Intel programs are findings; another program is none', () => {
  const engine = macProcess(7, 1, '/usr/local/bin/ollama', { isTranslated: true })
  const other = macProcess(8, 1, '/Applications/Loom.app/Contents/MacOS/Loom', {
    isTranslated: true,
  })
  const apps = grouped([engine, other]).map((app) => ({
    ...app,
    growthBytesPerMinute: null,
    unusedMs: null,
    quit: { kind: 'none' as const, reason: 'not asked here' },
  }))
  expect(found({ apps, isTranslated: true })).toEqual([
    'Headroom itself runs under Rosetta: start it with a Node for Apple silicon',
    'ollama runs under Rosetta, as an Intel program: install its build for Apple silicon',
  ])
})
