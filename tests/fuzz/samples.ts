import { readdirSync, readFileSync } from 'node:fs'
import { parseRecording, type RecordingEntry } from '../../src/main/host/recording.ts'
import { fromRoot } from '../from-root.ts'

const recordingsFolder = 'tests/fixtures/recordings'
/** As many different answers to one question are enough. */
const mostAnswers = 4

/** The texts of the recordings, by name: `mac-m4-16gb-swapping.jsonl`. */
export const recordings: ReadonlyMap<string, string> = new Map(
  readdirSync(fromRoot(recordingsFolder))
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => [name, readFileSync(fromRoot(`${recordingsFolder}/${name}`), 'utf8')]),
)

const entries: readonly RecordingEntry[] = [...recordings.values()].flatMap(
  (text) => parseRecording(text).entries,
)

/** Different answers to questions of this form: `/^command \/bin\/ps -Ao pid,ppid,time/`. Throws where there is none. */
export function answersTo(question: RegExp): readonly string[] {
  const texts = entries.flatMap(({ kind, key, ok, text }) =>
    ok && text !== undefined && question.test(`${kind} ${key}`) ? [text] : [],
  )
  const different = [...new Set(texts)]
  if (different.length === 0) throw new Error(`no recording answers ${question}`)
  const step = Math.max(1, Math.floor(different.length / mostAnswers))
  return different.filter((_, index) => index % step === 0).slice(0, mostAnswers)
}

/** Of tests/fixtures, by their folder. */
export const fixturesIn = (folder: string, form: RegExp): readonly string[] =>
  readdirSync(fromRoot(`tests/fixtures/${folder}`))
    .filter((name) => form.test(name))
    .toSorted()
    .map((name) => readFileSync(fromRoot(`tests/fixtures/${folder}/${name}`), 'utf8'))
