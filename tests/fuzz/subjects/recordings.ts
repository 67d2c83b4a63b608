import { createCore } from '../../../src/main/core/core.ts'
import { statusText } from '../../../src/main/cli/status-text.ts'
import { cleanSegment } from '../../../src/main/core/report/recorded-part.ts'
import { createAnswers } from '../../../src/main/host/flight/answers.ts'
import { createRedact } from '../../../src/main/host/redact.ts'
import { joined, parseSegment } from '../../../src/main/host/flight/joined.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import { parseRecording, type Recording } from '../../../src/main/host/recording.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { wrongSumsOf } from '../../frame/sums.ts'
import { changedText } from '../change-text.ts'
import type { Change } from '../changes.ts'
import { recordings } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { parser } from './parser.ts'
import { hostThatSays } from '../text-host.ts'
import { withinTurns } from '../within-turns.ts'

const playedMs = 3_000
const mostSnapshots = 12
/** What a stranger's recording may make of a machine: more is no Snapshot. */
const mostChars = 3_000_000

/** The header and what came in the first seconds. */
const beginnings: readonly string[] = [...recordings.values()].map((text) => {
  const [header = '', ...lines] = text.split('\n')
  const early = lines.filter((line) => Number(/^\{"atMs":([\d.]+)/.exec(line)?.[1]) <= playedMs)
  return `${[header, ...early].join('\n')}\n`
})

/** Most changes are made within an answer: what is parsed stands there. */
function changedRecording(
  text: string,
  changes: readonly Change[],
  samples: readonly string[],
): string {
  return changes.reduce((recording, change) => {
    const lines = recording.split('\n')
    const index = 1 + (change.at % Math.max(1, lines.length - 1))
    const line = lines[index] ?? ''
    return lines
      .with(Math.min(index, lines.length - 1), changedLine(line, change, samples))
      .join('\n')
  }, text)
}

function changedLine(line: string, change: Change, samples: readonly string[]): string {
  const inner =
    change.pick % 4 === 0 ? null : /^(.*"ok":true,"text":)("(?:[^"\\]|\\.)*")(.*)$/.exec(line)
  if (inner === null) return changedText(line, [change], samples)
  const [, before = '', text = '""', behind = ''] = inner
  const again: Change = { ...change, at: (change.at * 7919) % 2 ** 20 }
  return `${before}${JSON.stringify(changedText(String(JSON.parse(text)), [again], []))}${behind}`
}

async function played(recording: Recording): Promise<readonly Snapshot[]> {
  const replayer = createReplayer(recording)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    snapshots.push(snapshot)
    if (snapshots.length >= mostSnapshots) replayer.stop()
  })
  core.look()
  core.start()
  await withinTurns(replayer.play({ speed: null, isLooping: false }))
  await core.close()
  return snapshots
}

function wrongSnapshots(snapshots: readonly Snapshot[]): string | null {
  for (const snapshot of snapshots) {
    const [sum] = wrongSumsOf(snapshot)
    if (sum !== undefined) return `${sum.field} is ${sum.got}, not ${sum.expected}`
    const { length } = JSON.stringify(snapshot)
    if (length > mostChars) return `a Snapshot of ${length} characters`
  }
  return null
}

const told = (value: string): Reading<string> => ({ kind: 'ok', value, atMs: 0, tookMs: 0 })

/** Of a folder whose names are told again: what was asked of those that are gone is forgotten. */
function remembered(text: string): unknown {
  const answers = createAnswers()
  answers.note('dir', '/proc', told('["1","2"]'))
  answers.note('file', '/proc/1/stat', told('1 (a) S'))
  answers.note('dir', '/proc', told(text))
  return answers.all()
}

const cleaned = (text: string): unknown =>
  cleanSegment({ host: hostThatSays(text), folder: '/f' }, '1.jsonl', createRedact(['ann']))

export const recordingSubjects: readonly TextSubject[] = [
  parser('recorded-names', remembered, ['["1","2","self"]', '[]']),
  {
    ...parser('report-segment', cleaned, beginnings),
    change: changedRecording,
    share: 0.2,
    isRaw: true,
  },
  {
    name: 'recording',
    samples: () => beginnings,
    change: changedRecording,
    take: (text) => parseRecording(text),
    refusals: [ParseError],
    isRaw: true,
  },
  {
    name: 'segment',
    samples: () => beginnings,
    change: changedRecording,
    take: (text) => {
      const segment = parseSegment(text)
      return segment === null ? null : joined([segment, segment])
    },
    refusals: [],
    isRaw: true,
  },
  {
    name: 'replay',
    samples: () => beginnings,
    change: changedRecording,
    take: async (text) => {
      const snapshots = await played(parseRecording(text))
      const wrong = wrongSnapshots(snapshots)
      return { snapshots, wrong, shown: snapshots.slice(-1).map(statusText) }
    },
    wrong: (made) =>
      typeof made === 'object' && made !== null && 'wrong' in made
        ? made.wrong === null
          ? null
          : String(made.wrong)
        : null,
    refusals: [ParseError],
    isSteady: false,
    share: 0.1,
  },
]
