/** What is left on the two lines that a load is held against. null: it is not known, or does not count. */
export interface RoomLines {
  readonly gpuBytes: number | null
  readonly ramBytes: number | null
}

/** A load that is under way: what it will take on each line, and what its processes hold by now. */
export interface LoadTaking {
  readonly id: string
  readonly startedAtMs: number
  readonly gpuBytes: number
  readonly ramBytes: number
  /** Without files that it has mapped: they are no less there for others. null: it is not known. */
  readonly ownBytes: number | null
  /** That is of this moment, and no older. */
  readonly isFresh: boolean
}

type LineName = keyof RoomLines

/**
 * The room as it would be without the loads that are under way: what has gone since they began is theirs, as far as they need
 * it, so that it is not missing twice. Called at every tick, also where nothing loads: that is where they are measured from. null
 * also where they began before anybody looked, and nothing tells what they have taken. `hasLoaded`: of one that has ended.
 */
export function createRoomBeside(
  hasLoaded: (id: string) => boolean,
): (atMs: number, now: RoomLines, loads: readonly LoadTaking[]) => RoomLines {
  const gpu = createLine('gpuBytes', hasLoaded)
  const ram = createLine('ramBytes', hasLoaded)
  return (atMs, now, loads) => ({
    gpuBytes: gpu(atMs, now.gpuBytes, loads),
    ramBytes: ram(atMs, now.ramBytes, loads),
  })
}

/** A process is found up to half a minute after it began; what was longer ago says nothing of now. */
const historyMs = 120_000

interface Past {
  readonly atMs: number
  readonly bytes: number
}

function createLine(
  line: LineName,
  hasLoaded: (id: string) => boolean,
): (atMs: number, nowBytes: number | null, loads: readonly LoadTaking[]) => number | null {
  let history: readonly Past[] = []
  let before: number | null = null
  let underWay: readonly LoadTaking[] = []

  return (atMs, nowBytes, loads) => {
    const ended = underWay.filter(({ id }) => loads.every((load) => load.id !== id))
    underWay = loads
    if (nowBytes === null) return null
    if (loads.length === 0) {
      before = null
      history = [...history.filter((past) => isRecent(past, atMs)), { atMs, bytes: nowBytes }]
      return nowBytes
    }
    before ??= bytesBefore(line, { history, atMs, nowBytes, loads })
    if (before === null) return null
    // what has been loaded stays; what those hold that still load is theirs
    const held = sumOf(loads, ({ ownBytes, ...load }) => Math.min(load[line], ownBytes ?? 0))
    const loaded = ended.filter(({ id }) => hasLoaded(id))
    const goneBefore = Math.max(0, before - nowBytes - held)
    before -= Math.min(
      sumOf(loaded, (load) => load[line]),
      goneBefore,
    )
    const goneBytes = Math.max(0, before - nowBytes)
    const needBytes = sumOf(loads, (load) => load[line])
    return nowBytes + Math.min(goneBytes, needBytes, mostTaken(line, loads))
  }
}

/** Also where the clock was set back. */
const isRecent = ({ atMs }: Past, nowMs: number): boolean => Math.abs(nowMs - atMs) <= historyMs

const sumOf = (loads: readonly LoadTaking[], bytesOf: (load: LoadTaking) => number): number =>
  loads.reduce((sum, load) => sum + bytesOf(load), 0)

interface Beginning {
  readonly history: readonly Past[]
  readonly atMs: number
  readonly nowBytes: number
  readonly loads: readonly LoadTaking[]
}

/** When the first of them began; else by what they hold. null: neither is known. */
function bytesBefore(line: LineName, { history, atMs, nowBytes, loads }: Beginning): number | null {
  const startedAtMs = Math.min(...loads.map((load) => load.startedAtMs))
  const past = history.findLast((one) => one.atMs <= startedAtMs && isRecent(one, atMs))
  if (past !== undefined) return past.bytes
  let bytes = nowBytes
  for (const load of loads) {
    if (load.ownBytes === null) return null
    bytes += Math.min(load[line], load.ownBytes)
  }
  return bytes
}

/** No load has taken more RAM than its processes hold; of the GPU's memory they do not tell. */
const mostTaken = (line: LineName, loads: readonly LoadTaking[]): number =>
  line === 'ramBytes' && loads.every(({ isFresh }) => isFresh)
    ? sumOf(loads, ({ ownBytes }) => ownBytes ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY
