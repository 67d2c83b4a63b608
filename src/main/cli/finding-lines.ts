import { shownFinding, titleOf } from '../../shared/finding-text.ts'
import type { Finding } from '../../shared/finding.ts'
import type { FindingId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount } from '../../shared/units.ts'

/** In a terminal; more are a count: whoever wants them all reads the JSON. */
const terminalFindingCount = 12

/** What is wrong, a line each, the newest first; empty where nothing is. */
export function findingLines(snapshot: Snapshot): readonly string[] {
  const { findings } = snapshot
  const moreCount = findings.length - terminalFindingCount
  return [
    ...findings.slice(0, terminalFindingCount).map((finding) => findingLine(finding, snapshot)),
    ...(moreCount > 0 ? [`${formatCount(moreCount)} more`] : []),
  ]
}

// ! The GPU refused memory (Ollama · 5 min ago): Metal refused one buffer of 12.9 GB · try first: Ask for less: ollama run x
export function findingLine(
  finding: Finding,
  snapshot: Pick<Snapshot, 'servers' | 'atMs'>,
): string {
  const { title, who, when, sentence, fixes } = shownFinding(finding, snapshot)
  const about = [who, when].filter((piece) => piece !== null).join(' · ')
  const [first] = fixes
  const command = first?.command?.replaceAll('\n', '; ') ?? null
  return [
    `! ${title}${about === '' ? '' : ` (${about})`}: ${withoutStop(sentence)}`,
    ...(first === undefined ? [] : [`try first: ${withoutStop(first.text)}`]),
  ]
    .join(' · ')
    .concat(command === null ? '' : `: ${command}`)
}

/** Something follows on the same line. */
const withoutStop = (text: string): string => text.replace(/\.$/, '')

/** `! The GPU refused memory (Ollama) and 2 more`, for a line that is printed again and again; null where nothing is wrong. */
export function newestFindingText({ findings }: Pick<Snapshot, 'findings'>): string | null {
  const [newest, ...others] = findings
  if (newest === undefined) return null
  const who = newest.program === null ? '' : ` (${printable(newest.program, 60)})`
  const more = others.length === 0 ? '' : ` and ${formatCount(others.length)} more`
  return `! ${titleOf(newest)}${who}${more}`
}

/** The lines of findings that were not there in the Snapshot before. */
export function createNewFindingLines(): (snapshot: Snapshot) => readonly string[] {
  let known: ReadonlySet<FindingId> = new Set()
  return (snapshot) => {
    const fresh = snapshot.findings.filter(({ id }) => !known.has(id))
    known = new Set(snapshot.findings.map(({ id }) => id))
    return findingLines({ ...snapshot, findings: fresh })
  }
}
