import { shownFinding } from '../../shared/finding-text.ts'
import { titleOfClass } from '../../shared/finding-text.ts'
import type { Finding, FindingClass } from '../../shared/finding.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** What of all findings is to be seen; null: of any kind, of any program. */
export interface FindingFilter {
  readonly class: FindingClass | null
  readonly program: string | null
  readonly text: string
}

export const noFilter: FindingFilter = { class: null, program: null, text: '' }

export const isNoFilter = ({ class: ofClass, program, text }: FindingFilter): boolean =>
  ofClass === null && program === null && text.trim() === ''

/** Those that are to be seen, in their order: the newest first. `say`: as the reader reads them. */
export function filteredFindings(
  findings: readonly Finding[],
  filter: FindingFilter,
  { snapshot, say }: { readonly snapshot: Snapshot; readonly say: (english: string) => string },
): readonly Finding[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return findings.filter((finding) => {
    if (filter.class !== null && finding.class !== filter.class) return false
    if (filter.program !== null && programOf(finding) !== filter.program) return false
    if (words.length === 0) return true
    const text = textOf(finding, snapshot, say)
    return words.every((word) => text.includes(word))
  })
}

const programOf = ({ program }: Finding): string => program ?? ''

function textOf(finding: Finding, snapshot: Snapshot, say: (english: string) => string): string {
  const { title, who, sentence, cause, fixes, place } = shownFinding(finding, snapshot)
  const said = [title, sentence, cause, ...fixes.map(({ text }) => text)].map(say)
  const foreign = [who, place?.inFull, place?.line, ...fixes.map(({ command }) => command)]
  return [...said, ...foreign.map((text) => text ?? '')].join('\n').toLowerCase()
}

/** What can be chosen from: of each what there is, by name. */
export const classesIn = (findings: readonly Finding[]): readonly FindingClass[] =>
  [...new Set(findings.map((finding) => finding.class))].toSorted((a, b) =>
    titleOfClass[a] < titleOfClass[b] ? -1 : 1,
  )

export const programsIn = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(programOf).filter((name) => name !== ''))].toSorted()
