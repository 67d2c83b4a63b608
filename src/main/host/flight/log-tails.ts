import type { Reading } from '../../../shared/reading.ts'

/** The last lines of one log that say something. */
const maxBytesOfLog = 32 * 2 ** 10
/** Logs that were followed last. */
const maxLogs = 16

export interface LogPiece {
  readonly key: string
  readonly reading: Reading<string>
}

/** The last lines of each log, which what comes after them is read by. */
export interface LogTails {
  /** null: nothing of it is kept. */
  note(key: string, reading: Reading<string>): LogPiece | null
  all(): readonly LogPiece[]
  unwritten(): readonly LogPiece[]
  written(piece: LogPiece): void
  clear(): void
}

export function createLogTails(): LogTails {
  const tails = new Map<string, readonly LogPiece[]>()
  const unwritten = new Set<LogPiece>()
  const all = (): readonly LogPiece[] => [...tails.values()].flat()
  return {
    note: (key, reading) => {
      if (reading.kind !== 'ok') return null
      // lines that are not kept are empty
      const value = reading.value.replaceAll(/(?<=^|\n)[\r\n]+/g, '')
      if (value === '') return null
      const piece = { key, reading: { ...reading, value } }
      const before = tails.get(key) ?? []
      tails.delete(key)
      tails.set(key, lastOf([...before, piece]))
      for (const oldest of [...tails.keys()].slice(0, -maxLogs)) tails.delete(oldest)
      unwritten.add(piece)
      const kept = new Set(all())
      unwritten.forEach((one) => {
        if (!kept.has(one)) unwritten.delete(one)
      })
      return piece
    },
    all,
    unwritten: () => all().filter((piece) => unwritten.has(piece)),
    written: (piece) => void unwritten.delete(piece),
    clear: () => {
      tails.clear()
      unwritten.clear()
    },
  }
}

/** As many as the bound takes, and the newest of all. */
function lastOf(pieces: readonly LogPiece[]): readonly LogPiece[] {
  let bytes = 0
  const first = pieces.findLastIndex(({ reading }, index) => {
    bytes += reading.kind === 'ok' ? reading.value.length : 0
    return bytes > maxBytesOfLog && index < pieces.length - 1
  })
  return pieces.slice(first + 1)
}
