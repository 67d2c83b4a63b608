/** What is left on the two lines that a load is held against. null: it is not known, or does not count. */
export interface RoomLines {
  readonly gpuBytes: number | null
  readonly ramBytes: number | null
}

/** A load that is under way: what it will take on each line, and what its processes hold by now. */
export interface LoadTaking {
  readonly id: string
  readonly needBytes: number
  readonly needRamBytes: number
  /** null: it is not known, or does not count what the load takes. */
  readonly heldBytes: number | null
}

type LineName = keyof RoomLines
const needOn = (line: LineName, { needBytes, needRamBytes }: LoadTaking): number =>
  line === 'gpuBytes' ? needBytes : needRamBytes

/**
 * The room as it would be without the loads that are under way: what has gone since they began is theirs, as far as they need
 * it, so that it is not missing twice. Called at every tick, also where nothing loads: that is where they are measured from.
 */
export function createRoomBeside(): (now: RoomLines, loads: readonly LoadTaking[]) => RoomLines {
  const gpu = createLine('gpuBytes')
  const ram = createLine('ramBytes')
  return (now, loads) => ({
    gpuBytes: gpu(now.gpuBytes, loads),
    ramBytes: ram(now.ramBytes, loads),
  })
}

function createLine(
  line: LineName,
): (nowBytes: number | null, loads: readonly LoadTaking[]) => number | null {
  let before: number | null = null
  let underWay: readonly LoadTaking[] = []
  return (nowBytes, loads) => {
    const ended = underWay.filter(({ id }) => loads.every((load) => load.id !== id))
    underWay = loads
    if (nowBytes === null) return null
    if (loads.length === 0) {
      before = nowBytes
      return nowBytes
    }
    const needBytes = sumOf(loads, (load) => needOn(line, load))
    // Headroom began to look when the load was under way already: what it holds by then is all that there is to go by
    before ??= nowBytes + takenAtMost(loads, line)
    // what has been loaded stays
    before -= Math.min(sumOf(ended, (load) => needOn(line, load)), Math.max(0, before - nowBytes))
    const goneBytes = Math.max(0, before - nowBytes)
    const heldBytes = heldOf(loads)
    return nowBytes + Math.min(goneBytes, needBytes, line === 'ramBytes' ? heldBytes : Infinity)
  }
}

const sumOf = (loads: readonly LoadTaking[], bytesOf: (load: LoadTaking) => number): number =>
  loads.reduce((sum, load) => sum + bytesOf(load), 0)

/** Infinity where one of them does not tell. */
const heldOf = (loads: readonly LoadTaking[]): number =>
  sumOf(loads, ({ heldBytes }) => heldBytes ?? Infinity)

const takenAtMost = (loads: readonly LoadTaking[], line: LineName): number =>
  sumOf(loads, (load) => Math.min(needOn(line, load), load.heldBytes ?? 0))
