import type { Pid } from '../../../shared/ids.ts'
import { serverKinds } from '../kinds.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** A server as its processes tell it, before anything is asked of it. */
export interface Found {
  readonly spec: ServerKindSpec
  /** The first of its processes: those of the same kind that it has started belong to it. */
  readonly root: ServerProcess
  /** It and what it has started, without other servers and theirs. */
  readonly members: readonly ServerProcess[]
  /** The root of the server that started it. */
  readonly parent: ServerProcess | null
}

/** No process has this many ancestors: a table that turns in a circle ends here. */
const maxAncestors = 64

/** What a process is, kept by its arguments for as long as it has them: most are nothing. */
export function createKindOf(
  kinds: readonly ServerKindSpec[] = serverKinds,
): (process: ServerProcess) => ServerKindSpec | null {
  const known = new WeakMap<readonly string[], ServerKindSpec | 'none'>()
  return (process) => {
    const before = known.get(process.argv)
    if (before !== undefined) return before === 'none' ? null : before
    const spec = kinds.find((kind) => kind.isProcess(process)) ?? null
    known.set(process.argv, spec ?? 'none')
    return spec
  }
}

/** Every server among these processes, parents before their children. */
export function findServers(
  processes: readonly ServerProcess[],
  kindOf: (process: ServerProcess) => ServerKindSpec | null,
): readonly Found[] {
  const specs = new Map(
    processes.flatMap((process) => {
      const spec = kindOf(process)
      return spec === null ? [] : [[process.pid, spec] as const]
    }),
  )
  if (specs.size === 0) return []
  const byPid = new Map(processes.map((process) => [process.pid, process]))
  const rootOf = createRootOf(byPid, specs)
  const members = new Map<Pid, ServerProcess[]>()
  for (const process of processes) {
    const root = rootOf(process)
    if (root === null) continue
    members.set(root.pid, [...(members.get(root.pid) ?? []), process])
  }
  const found = [...members].flatMap(([pid, own]) => {
    const root = byPid.get(pid)
    const spec = specs.get(pid)
    if (root === undefined || spec === undefined) return []
    const above = parentIn(byPid, root)
    return [{ spec, root, members: own, parent: above === null ? null : rootOf(above) }]
  })
  return parentsFirst(found)
}

const parentIn = (
  byPid: ReadonlyMap<Pid, ServerProcess>,
  { pid, parentPid, startedAtMs }: ServerProcess,
): ServerProcess | null => {
  const parent = parentPid === null || parentPid === pid ? undefined : byPid.get(parentPid)
  // a number that was used again is nobody's parent
  return parent === undefined || parent.startedAtMs > startedAtMs ? null : parent
}

/** The root of the server that a process belongs to: the topmost of its kind, below any of another. null: it belongs to none. */
function createRootOf(
  byPid: ReadonlyMap<Pid, ServerProcess>,
  specs: ReadonlyMap<Pid, ServerKindSpec>,
): (process: ServerProcess) => ServerProcess | null {
  const isOwnServer = (root: ServerProcess, above: ServerKindSpec): boolean => {
    const own = specs.get(root.pid)
    return own?.kind !== above.kind || own.standsAlone?.(root) === true
  }
  return (process) => {
    let root: ServerProcess | null = null
    let at: ServerProcess | null = process
    for (let depth = 0; at !== null && depth < maxAncestors; depth++) {
      const spec = specs.get(at.pid)
      if (spec !== undefined) {
        if (root !== null && isOwnServer(root, spec)) break
        root = at
      }
      at = parentIn(byPid, at)
    }
    return root
  }
}

/** In the order in which they were found, but for children that stand before their parents. */
function parentsFirst(found: readonly Found[]): readonly Found[] {
  const depthOf = ({ parent }: Found, depth = 0): number => {
    const above = parent === null ? undefined : found.find(({ root }) => root.pid === parent.pid)
    return above === undefined || depth > maxAncestors ? depth : depthOf(above, depth + 1)
  }
  return found.toSorted((a, b) => depthOf(a) - depthOf(b))
}
