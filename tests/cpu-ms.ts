import process from 'node:process'

/** The processor time of this thread so far: other than a clock, it stands still while the machine does something else. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
