import type { World } from './world.ts'

/** A process as a test thinks of it; the rest of what /proc tells is filled in. */
export interface ProcProcess {
  readonly pid: number
  readonly name: string
  readonly parentPid?: number
  readonly sessionId?: number
  readonly flags?: number
  readonly startTicks?: number
  readonly residentPages?: number
  /** null: it may not be read. */
  readonly executable?: string | null
  readonly argv?: readonly string[]
  readonly cgroup?: string
  readonly pssKib?: number
  /** In whose name it acts; null: that may not be read. */
  readonly userId?: number | null
}

/** /proc/PID/stat, with all its fields (man 5 proc_pid_stat). */
export function statText(process: ProcProcess): string {
  const { pid, name, parentPid = 1, sessionId = pid, flags = 4194304 } = process
  const { startTicks = 1000, residentPages = 100 } = process
  const upToStart = `S ${parentPid} ${sessionId} ${sessionId} 0 -1 ${flags} 123 0 0 0 5 1 0 0 20 0 1 0`
  const afterRss = '18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0'
  return `${pid} (${name}) ${upToStart} ${startTicks} 745713664 ${residentPages} ${afterRss}\n`
}

/** Puts the folder /proc with these processes into the world; those that were there before are gone. */
export function setProcesses(world: World, processes: readonly ProcProcess[]): void {
  for (const key of world.keys()) if (/ \/proc\/\d+\//.test(key)) world.delete(key)
  const names = ['cmdline', ...processes.map(({ pid }) => String(pid)), 'self', 'meminfo']
  world.set('dir /proc', JSON.stringify(names))
  for (const process of processes) {
    const { pid, name, executable = `/usr/bin/${name}` } = process
    const { argv = [name], cgroup = '0::/\n', pssKib, userId = 1000 } = process
    world.set(`file /proc/${pid}/stat`, statText(process))
    world.set(`file /proc/${pid}/cmdline`, argv.map((argument) => `${argument}\0`).join(''))
    world.set(`file /proc/${pid}/cgroup`, cgroup)
    if (userId !== null)
      world.set(`file /proc/${pid}/status`, `Name:\t${name}\nUid:\t${userId}\t${userId}\t0\t0\n`)
    if (executable !== null) world.set(`link /proc/${pid}/exe`, executable)
    if (pssKib !== undefined)
      world.set(`file /proc/${pid}/smaps_rollup`, `Rss: 9 kB\nPss:   ${pssKib} kB\n`)
  }
}
