import { expect, test } from 'vitest'
import { parseDiagnosticReport } from '../../../src/main/probes/darwin/diagnostic-report.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const report = (bugType: string | number, body: object): string =>
  `${JSON.stringify({ bug_type: bugType, timestamp: '2026-09-03 09:12:44.00 +0000' })}\n${JSON.stringify(body, null, 2)}\n`
const panic = (message: string, compressor = '3% of segments limit (OK)'): string =>
  report('210', {
    panicString: `${message}\nDebugger message: panic\nCompressor Info: 3% of compressed pages limit (OK) and ${compressor} with 0 swapfiles\nPanicked task 0xfffffe33c567c7a0: 49094 pages, 40 threads: pid 72957: My Engine\nPanicked thread: 0x1\n`,
  })
const underflow = panic(
  'panic(cpu 3): "completeMemory() prepare count underflow" @IOGPUMemory.cpp:492',
)
const jetsam = report(298, {
  largestProcess: 'browser',
  memoryStatus: { pageSize: 16_384, compressorSize: 7 },
  processes: [
    { pid: 1, name: 'browser', rpages: 900 },
    { pid: 77, name: 'engine', rpages: 100, reason: 'vm-compressor-space-shortage' },
    { pid: 0, name: 'odd', reason: 'per-process-limit' },
  ],
})

test("a panic of the GPU's driver names the task", () => {
  expect(parseDiagnosticReport(underflow)).toEqual({
    kind: 'panic',
    cause: 'gpu-driver',
    signature: {
      name: 'IOGPUMemory.cpp: completeMemory() prepare count underflow',
      text: 'panic(cpu 3): "completeMemory() prepare count underflow" @IOGPUMemory.cpp:492',
    },
    taskName: 'My Engine',
    taskPid: 72_957,
    timestampText: '2026-09-03 09:12:44.00 +0000',
    atMs: Date.UTC(2026, 8, 3, 9, 12, 44),
  })
})

test("a watchdog's panic is one of memory only where the compressor was full", () => {
  const watchdog = 'panic(cpu 1): watchdog timeout: no checkins from watchdogd in 94 seconds'
  const windows = 'userspace watchdog timeout: no successful checkins from WindowServer'
  const full = '100% of segments limit (BAD)'
  expect(parseDiagnosticReport(panic(watchdog, full))).toMatchObject({ cause: 'memory' })
  expect(parseDiagnosticReport(panic(windows, full))).toMatchObject({ cause: 'memory' })
  expect(parseDiagnosticReport(panic(watchdog))).toMatchObject({ cause: 'other' })
  expect(parseDiagnosticReport(panic('panic(cpu 1): nvme', full))).toMatchObject({ cause: 'other' })
})

test('the form of .contents.panic is read too, and a task that is not named is null', () => {
  const text = report(210, { panic_string: 'panic: fPendingMemorySet' }).replaceAll('\n', '\r\n')
  expect(parseDiagnosticReport(text)).toMatchObject({
    cause: 'gpu-driver',
    taskName: null,
    taskPid: null,
  })
})

test('of a jetsam report those with a reason were ended, not the largest', () => {
  expect(parseDiagnosticReport(jetsam)).toMatchObject({
    kind: 'jetsam',
    largestProcess: 'browser',
    killed: [
      {
        pid: 77,
        name: 'engine',
        reason: 'vm-compressor-space-shortage',
        isForMemory: true,
        footprintBytes: 1_638_400,
      },
      {
        pid: null,
        name: 'odd',
        reason: 'per-process-limit',
        isForMemory: false,
        footprintBytes: null,
      },
    ],
  })
})

test.each([
  ['vm-pageshortage', true],
  ['sustained-memory-pressure', true],
  ['per-process-limit', false],
  ['highwater', false],
  ['idle-exit', false],
  ['long-idle-exit', false],
  ['vnode-limit', false],
  ['disk-space-shortage', false],
  ['a-word-to-come', false],
])('one that was ended by %s was ended for memory: %s', (reason, isForMemory) => {
  expect(parseDiagnosticReport(report(298, { processes: [{ reason }] }))).toMatchObject({
    killed: [{ isForMemory }],
  })
})

test.each([
  ['2026-09-03 09:12:44.00 +0000', Date.UTC(2026, 8, 3, 9, 12, 44)],
  ['2026-09-03 09:12:44.25 +0530', Date.UTC(2026, 8, 3, 3, 42, 44, 250)],
  ['2026-12-31 22:12:44 -0800', Date.UTC(2027, 0, 1, 6, 12, 44)],
  ['2026-09-03T09:12:44Z', Date.UTC(2026, 8, 3, 9, 12, 44)],
  ['2026-02-30 09:12:44.00 +0000', null],
  ['2026-09-03 09:12:61.00 +0000', null],
  ['2026-09-03 09:12:44.00', null],
  ['3. September 2026', null],
])('%s is the instant %s', (timestampText, atMs) => {
  for (const text of [jetsam, underflow]) {
    const other = text.replace('2026-09-03 09:12:44.00 +0000', timestampText)
    expect(parseDiagnosticReport(other)).toMatchObject({ timestampText, atMs })
  }
})

test('a crash says its process and how it ended, and nothing that a library has said', () => {
  const text = report('309', {
    procName: 'llama-server',
    pid: 7,
    exception: { type: 'EXC_CRASH', signal: 'SIGABRT' },
    asi: { 'libsystem_c.dylib': ['a word of nobody else'] },
  })
  expect(parseDiagnosticReport(text)).toEqual({
    kind: 'crash',
    processName: 'llama-server',
    processPid: 7,
    fileName: null,
    signature: { name: 'EXC_CRASH (SIGABRT)', text: 'EXC_CRASH (SIGABRT)' },
    timestampText: '2026-09-03 09:12:44.00 +0000',
    atMs: Date.UTC(2026, 8, 3, 9, 12, 44),
  })
  expectSound(parseDiagnosticReport, text)
})

test('a reset of the GPU says its reason and whom macOS blames', () => {
  const text = report('284', {
    process_name: 'llama-server',
    analysis: { restart_reason_desc: 'firmware-detected lockup' },
  })
  expect(parseDiagnosticReport(text)).toMatchObject({
    kind: 'gpu-reset',
    processName: 'llama-server',
    signature: { name: 'GPU reset', text: 'firmware-detected lockup' },
  })
  expect(() => parseDiagnosticReport(report('284', {}))).toThrow(ParseError)
  expectSound(parseDiagnosticReport, text)
})

test('another kind of report says its number', () => {
  expect(parseDiagnosticReport('{"bug_type":"288"}\n{}\n')).toMatchObject({
    kind: 'other',
    bugType: '288',
  })
})

test.each([
  '',
  'panic(cpu 0)\n',
  '{}\n{}',
  '{"bug_type":"210"}',
  report(210, {}),
  report(298, { processes: 1 }),
])('a report of another form is refused: %s', (text) => {
  expect(() => parseDiagnosticReport(text)).toThrow(ParseError)
})

test('a report that was cut says nothing', () => {
  for (const text of [underflow, jetsam]) {
    const end = text.trimEnd().length
    for (let length = 0; length < end; length++) {
      expect(parsedOrNull(parseDiagnosticReport, text.slice(0, length))).toBeNull()
    }
  }
})

test('foreign text is a ParseError or a report', () => {
  expectSound(parseDiagnosticReport, underflow)
  expectSound(parseDiagnosticReport, jetsam)
})
