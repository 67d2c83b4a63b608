import type { Report } from '../../src/shared/report.ts'

/** As a report is after a day: most is there, and something is not. */
export const aReport: Report = {
  schema: 'headroom/report/1',
  atMs: Date.UTC(2026, 10, 22, 12),
  parts: [
    { kind: 'about', name: 'about.json', bytes: 266, removedCount: 1 },
    { kind: 'doctor', name: 'doctor.json', bytes: 8_012, removedCount: 2 },
    { kind: 'snapshot', name: 'snapshot.json', bytes: 53_120, removedCount: 41 },
    { kind: 'settings', name: 'settings.json', bytes: 1_611, removedCount: 0 },
    { kind: 'findings', name: 'findings.json', bytes: 2_304, removedCount: 1 },
    { kind: 'history', name: 'history.json', bytes: 98_400, removedCount: 0 },
    { kind: 'recording', name: 'flight/12.jsonl', bytes: 1_840_000, removedCount: 7 },
  ],
  missing: [
    { kind: 'acts', name: 'acts.json', reason: 'permission denied' },
    { kind: 'learnt', name: 'learnt.json', reason: 'it is too large' },
  ],
  zipBytes: 212_000,
  zipBase64: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==',
}
