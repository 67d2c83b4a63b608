import type { AlertFigures, Severity } from '../../shared/alert.ts'
import { titleOf } from '../../shared/finding-text.ts'
import type { Finding } from '../../shared/finding.ts'
import { printable } from '../../shared/printable.ts'
import { thereIs } from './other-apps.ts'
import type { Claim, Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

const maxTitleLength = 60
/** Of what is told in one breath: its card has the rest. */
const maxSentenceLength = 240
const maxForeignLength = 1_000
/** A sentence of which less is left says too little. */
const leastSentenceLength = 80

/** A finding as an alert: its card is on the same screen, and has the command of its fix. */
export function claimOfFinding(
  finding: Finding,
  snapshot: Unjudged,
  severity: Severity,
  figures: AlertFigures = { kind: 'none' },
): Claim {
  const { sentence, fixes, lastAtMs } = finding
  const [fix] = fixes
  return {
    severity,
    title: titleWithName(finding),
    sentence: cutAtClause(printable(sentence, maxForeignLength)),
    advice: fix === undefined ? null : cutAtClause(printable(fix.text, maxForeignLength)),
    figures,
    about: { findingId: finding.id, serverId: thereIs(finding.serverId, snapshot) },
    readAtMs: Math.min(lastAtMs ?? snapshot.atMs, snapshot.atMs),
  }
}

/** `Ollama: The GPU refused memory` */
function titleWithName(finding: Finding): string {
  const { program } = finding
  const title = printable(titleOf(finding), maxTitleLength)
  const named = program === null ? title : `${shortName(program, 20)}: ${title}`
  return named.length <= maxTitleLength ? named : title
}

/** The first clauses of a sentence say the most: what does not fit is in its card. */
function cutAtClause(sentence: string): string {
  if (sentence.length <= maxSentenceLength) return sentence
  const end = sentence.lastIndexOf('; ', maxSentenceLength)
  return end < leastSentenceLength ? printable(sentence, maxSentenceLength) : sentence.slice(0, end)
}
