import type { Reading } from '../../shared/reading.ts'
import { attempt } from '../host/attempt.ts'
import { whileLocked } from '../host/file-lock.ts'
import type { Host } from '../host/host.ts'

/** JSON Lines that only grow, shared by all Headrooms of a user. Beyond `maxBytes` the newest half is kept. */
export interface LineLog {
  /** The answer says whether the file has them. */
  add(lines: readonly string[]): Promise<Reading<null>>
  newest(): Promise<Reading<Tail>>
  /** `remove` takes the file away, and nobody writes a line meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
}

export interface Tail {
  /** The newest lines; where there are more, it begins with a whole one. */
  readonly text: string
  readonly isWhole: boolean
  readonly sizeBytes: number
}

export type LineLogHost = Pick<Host, 'openFile' | 'appendFile' | 'writeFile' | 'clock'>

/** `host` must be the machine itself. Never throws. */
export function createLineLog(host: LineLogHost, path: string, maxBytes: number): LineLog {
  // also for a line alone: one that is written while the file is made shorter would be lost
  const lockedly = async (act: () => Promise<Reading<null>>): Promise<Reading<null>> => {
    const done = await attempt(host.clock.nowMs(), () => whileLocked(path, act))
    return done.kind === 'ok' ? done.value : done
  }
  return {
    add: (lines) => lockedly(() => addLines(host, path, lines, maxBytes)),
    newest: () => readTail(host, path, maxBytes * 2),
    forget: lockedly,
  }
}

async function addLines(
  host: LineLogHost,
  path: string,
  lines: readonly string[],
  maxBytes: number,
): Promise<Reading<null>> {
  const tail = await readTail(host, path, maxBytes / 2)
  if (tail.kind === 'failed') return tail
  const added = lines.map((line) => `${line}\n`).join('')
  const { text, sizeBytes } = tail.kind === 'ok' ? tail.value : { text: '', sizeBytes: 0 }
  if (sizeBytes > maxBytes) return host.writeFile(path, `${wholeLines(text)}${added}`)
  // a write that was cut off left half a line, which must not take this one with it
  const isCutOff = text !== '' && !text.endsWith('\n')
  return host.appendFile(path, `${isCutOff ? '\n' : ''}${added}`)
}

const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`

/** Whatever the size of the file: another program may have written into it. */
async function readTail(
  host: LineLogHost,
  path: string,
  mostBytes: number,
): Promise<Reading<Tail>> {
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
      return { text: isWhole ? text : text.slice(text.indexOf('\n') + 1), isWhole, sizeBytes }
    })
  } finally {
    await file.close()
  }
}
