import type { BlackBox, BlackBoxReport, EndSignature, LastState } from '../../shared/black-box.ts'
import type { Fix } from '../../shared/finding.ts'
import { printableCommand } from '../../shared/finding-text.ts'
import { printable } from '../../shared/printable.ts'
import { formatDate, formatTimeOfDay } from '../../shared/units.ts'

const maxLength = 1_000

/** The newest report whole and the others a line each, for people. */
export function blackBoxLines(
  { reports, trouble, isUnread }: BlackBox,
  isWhole: boolean,
): readonly string[] {
  const [newest, ...others] = reports
  const why = trouble === null ? [] : [`! ${printable(trouble, maxLength)}`]
  if (newest === undefined && isUnread) return why // nobody knows what stood in it
  if (newest === undefined)
    return [...why, 'Every end was an ordinary one, as far as Headroom has recorded it.']
  if (isWhole)
    return [...why, ...reports.flatMap((one, at) => [...(at > 0 ? [''] : []), ...wholeOf(one)])]
  return [
    ...why,
    ...wholeOf(newest),
    ...(others.length === 0 ? [] : ['', 'Before that:', ...others.map(briefOf)]),
  ]
}

// 2026-11-22 09:14:09  The driver of the GPU brought the Mac down (new)
const briefOf = ({ endedAtMs, title, isSeen }: BlackBoxReport): string =>
  `${formatDate(endedAtMs)} ${formatTimeOfDay(endedAtMs)}  ${printable(title, maxLength)}${isSeen ? '' : ' (new)'}`

function wholeOf(report: BlackBoxReport): readonly string[] {
  const { story, signatures, last, fixes, unread } = report
  return [
    briefOf(report),
    ...story.map((sentence) => `  ${printable(sentence, maxLength)}`),
    ...titled('What the system says', signatures.flatMap(signatureLines)),
    ...titled('Alerts that stood then', last?.alerts ?? []),
    ...titled('What had failed', last === null ? [] : findingLines(last)),
    ...titled('What helps', fixes.flatMap(fixLines)),
    ...titled('What could not be looked at', unread),
  ]
}

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : [`  ${title}:`, ...lines.map((line) => `    ${printable(line, maxLength)}`)]

const signatureLines = ({ name, text, from }: EndSignature): readonly string[] => [
  `${name} (${from})`,
  `  ${text}`,
]

const findingLines = ({ findings }: LastState): readonly string[] =>
  findings.map(({ atMs, title }) => `${formatTimeOfDay(atMs)}  ${title}`)

const fixLines = ({ text, command, costs }: Fix): readonly string[] => [
  `- ${text}${costs === null ? '' : ` (${costs})`}`,
  ...(command === null
    ? []
    : printableCommand(command)
        .split('\n')
        .map((line) => `    ${line}`)),
]
