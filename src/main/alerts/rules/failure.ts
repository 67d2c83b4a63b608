import type { Severity } from '../../../shared/alert.ts'
import type { Finding, FindingClass } from '../../../shared/finding.ts'
import { claimOfFinding } from '../of-finding.ts'
import { dwellOf, seen, type Rule, type Sight, type Unjudged } from '../rule.ts'
import { levelOfEvent } from '../told-of-late.ts'

/** A line of a log is no figure that flickers: it is told at once, and over when its finding is. */
const dwell = dwellOf('failure', { readingCount: 1, calmMs: 0 })

/**
 * null: another rule's, or none's. A file that is missing or of another kind has failed on the one who asked for it, who reads so
 * where it was asked.
 */
const severityOf: Readonly<Record<FindingClass, Severity | null>> = {
  'metal-alloc-failed': 'warning',
  'metal-oom-mid-generation': 'warning',
  'mlx-alloc-too-large': 'warning',
  'mps-oom': 'warning',
  'system-memory-refused': 'warning',
  'killed-by-system': 'warning',
  'gpu-timeout': 'warning',
  'gpu-reset': 'warning',
  'metal-unsupported-op': 'warning',
  'gguf-incompatible': 'notice',
  'model-missing': 'notice',
  'context-full': null,
  'cpu-fallback': null,
  rosetta: null,
  'gpu-flat': null,
  'slow-generation': null,
  'gpu-held': null,
}

/** What a log has told of late. What happened before Headroom looked is a finding, and no alert. */
export const failure: Rule = {
  id: 'failure',
  dwell,
  create: () => {
    return ({ snapshot }) =>
      seen(snapshot.findings.flatMap((finding) => sightOf(finding, snapshot) ?? []))
  },
}

function sightOf(finding: Finding, snapshot: Unjudged): Sight | null {
  const severity = severityOf[finding.class]
  if (severity === null || finding.place === null) return null
  const key = finding.id
  const level = levelOfEvent(finding.lastAtMs, snapshot.atMs)
  return level === 'low'
    ? { key, level }
    : { key, level, claim: claimOfFinding(finding, snapshot, severity) }
}
