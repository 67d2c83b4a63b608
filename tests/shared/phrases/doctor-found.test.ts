import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingsOf, type Findings } from '../../../src/main/monitor/darwin/findings.ts'
import { lateFindings } from '../../../src/main/monitor/late-finding.ts'
import type { DiagnosticReport } from '../../../src/main/probes/darwin/diagnostic-report.ts'
import { pid } from '../../../src/shared/ids.ts'
import { mendOfAbility } from '../../../src/shared/mend-ability.ts'
import { fromRoot } from '../../from-root.ts'
import { grouped, macProcess } from '../../apps/mac-processes.ts'
import { sayingIn, unknownOf } from './books.ts'

const atMs = Date.parse('2026-11-20T12:00:00Z')
const found = (given: Partial<Findings>): readonly string[] =>
  findingsOf({ atMs, apps: [], isTranslated: false, kernelLog: null, reports: null, ...given })

const kill = {
  kind: 'killing_top_process',
  reasonCode: null,
  compressedBytes: null,
  isHousekeeping: false,
  isOwnLimit: false,
  atText: null,
} as const
const ofKernel = (
  name: string | null,
  id: number | null,
  footprintBytes: number | null,
  reason: string | null,
): readonly string[] =>
  found({
    kernelLog: {
      events: [],
      kills: [
        {
          ...kill,
          name,
          pid: id === null ? null : pid(id),
          footprintBytes,
          reason,
          isForMemory: true,
        },
      ],
      swapFailures: ['low swap: failed to create swapfile'],
      gpuLines: [],
      isMemoryEmergency: true,
    },
  })

const panicked = (cause: 'gpu-driver' | 'memory'): DiagnosticReport => ({
  kind: 'panic',
  cause,
  signature: { name: '', text: '' },
  taskName: null,
  taskPid: null,
  timestampText: null,
  atMs: atMs - 5_400_000,
})
const jetsam = (name: string | null, footprintBytes: number | null): DiagnosticReport => ({
  kind: 'jetsam',
  killed: [{ pid: pid(7), name, reason: 'vm-pageshortage', isForMemory: true, footprintBytes }],
  largestProcess: null,
  timestampText: null,
  atMs: atMs - 60_000,
})

test('every language has what doctor finds on a Mac', () => {
  const texts = [
    ...found({ isTranslated: true }),
    ...found({
      apps: grouped([macProcess(7, 1, '/usr/local/bin/ollama', { isTranslated: true })]).map(
        (app) => ({
          ...app,
          unusedMs: null,
          growthBytesPerMinute: null,
          quit: { kind: 'none' as const, reason: 'none' },
        }),
      ),
    }),
    ...[null, 'llama-server'].flatMap((name) =>
      [null, 7].flatMap((id) =>
        [null, 4e9].flatMap((bytes) =>
          [null, 'vm-pageshortage'].flatMap((reason) => ofKernel(name, id, bytes, reason)),
        ),
      ),
    ),
    ...found({
      reports: [
        panicked('memory'),
        panicked('gpu-driver'),
        jetsam('llama-server', 4e9),
        jetsam(null, null),
      ],
    }),
  ]
  expect(new Set(texts).size).toBeGreaterThan(20)
  expect(unknownOf(texts)).toEqual([])
})

test('a process without a name is called one in the language of the reader', () => {
  const [text = ''] = ofKernel(null, 7, 4e9, 'vm-pageshortage')
  expect(sayingIn('de').say(text)).toBe(
    'macOS hat einen Prozess (7) mit 4,0 GB in den letzten 10 Minuten wegen Speichermangels beendet: vm-pageshortage',
  )
})

test('every language has what brings an ability back', () => {
  const ways = ['terminal', 'database'].flatMap(
    (id) => mendOfAbility({ id, kind: 'absent' })?.text ?? [],
  )
  expect(ways).toHaveLength(2)
  expect(unknownOf(ways)).toEqual([])
})

test('every language has why a page gets no answer', () => {
  const source = readFileSync(fromRoot('src/renderer/client/socket-client.ts'), 'utf8')
  const reasons = [...source.matchAll(/reason: '([^']+)'/g)].map(([, reason = '']) => reason)
  expect(reasons.length).toBeGreaterThanOrEqual(2)
  expect(unknownOf(reasons)).toEqual([])
})

test('that Headroom is held up is told in every language', () => {
  const late = { tickCount: 60, lateCount: 12, mostLateMs: 61_000 }
  const said = ['darwin', 'linux'].flatMap((platform) => lateFindings(late, platform))
  expect(said).toHaveLength(2)
  expect(unknownOf(said)).toEqual([])
})
