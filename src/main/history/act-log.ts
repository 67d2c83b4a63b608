import type { KeptAct } from '../../shared/act.ts'
import type { Reading } from '../../shared/reading.ts'
import { attempt } from '../host/attempt.ts'
import { whileLocked } from '../host/file-lock.ts'
import type { Host } from '../host/host.ts'
import { begunLine, endedLine, parseActs, type BegunAct, type EndedAct } from './act-line.ts'

/** Some thousand acts. Beyond it the newest half is kept. */
const maxBytes = 1e6
/** What is shown. */
export const shownCount = 200

/** The audit log: JSON Lines, one when an act begins and one when it has ended. Shared by all Headrooms of a user. */
export interface ActLogStore {
  /** The answers say whether the file has it. */
  begin(begun: BegunAct): Promise<Reading<null>>
  end(ended: EndedAct): Promise<Reading<null>>
  /** The newest first. */
  newest(): Promise<Reading<readonly KeptAct[]>>
  /** `remove` takes the file away, and nobody writes a line meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
}

type LogHost = Pick<Host, 'openFile' | 'appendFile' | 'writeFile' | 'clock'>

/** `host` must be the machine itself. Never throws. */
export function createActLog(host: LogHost, path: string): ActLogStore {
  // also for a line alone: one that is written while the file is made shorter would be lost
  const lockedly = async (act: () => Promise<Reading<null>>): Promise<Reading<null>> => {
    const done = await attempt(host.clock.nowMs(), () => whileLocked(path, act))
    return done.kind === 'ok' ? done.value : done
  }
  const add = (line: string): Promise<Reading<null>> => lockedly(() => addLine(host, path, line))
  return {
    begin: (begun) => add(begunLine(begun)),
    end: (ended) => add(endedLine(ended)),
    forget: lockedly,
    newest: async () => {
      const tail = await readTail(host, path, maxBytes * 2)
      if (tail.kind === 'absent') return { ...tail, kind: 'ok', value: [] }
      if (tail.kind !== 'ok') return tail
      const acts = parseActs(tail.value.text)
      return { ...tail, value: acts.slice(-shownCount).toReversed() }
    },
  }
}

async function addLine(host: LogHost, path: string, line: string): Promise<Reading<null>> {
  const tail = await readTail(host, path, maxBytes / 2)
  if (tail.kind === 'failed') return tail
  const { text, sizeBytes } = tail.kind === 'ok' ? tail.value : { text: '', sizeBytes: 0 }
  if (sizeBytes > maxBytes) return host.writeFile(path, `${wholeLines(text)}${line}\n`)
  // a write that was cut off left half a line, which must not take this one with it
  const isCutOff = text !== '' && !text.endsWith('\n')
  return host.appendFile(path, `${isCutOff ? '\n' : ''}${line}\n`)
}

const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`

interface Tail {
  /** The newest lines; where there are more, it begins with a whole one. */
  readonly text: string
  readonly sizeBytes: number
}

/** Whatever the size of the file: another program may have written into it. */
async function readTail(host: LogHost, path: string, mostBytes: number): Promise<Reading<Tail>> {
  const opened = await host.openFile(path)
  if (opened.kind !== 'ok') return opened
  const file = opened.value
  try {
    return await attempt(opened.atMs, async () => {
      const { sizeBytes } = file
      const into = new Uint8Array(Math.min(sizeBytes, mostBytes))
      const count = await file.read(into, sizeBytes - into.length)
      const text = new TextDecoder().decode(into.subarray(0, count))
      const isWhole = into.length === sizeBytes
      return { text: isWhole ? text : text.slice(text.indexOf('\n') + 1), sizeBytes }
    })
  } finally {
    await file.close()
  }
}
