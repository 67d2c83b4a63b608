import { homedir } from 'node:os'
import type { LibraryName } from './host.ts'
import type { OwnProcesses } from './own-processes.ts'

/** What libraries know, as JSON; loaded when first asked. `ownProcesses`: of a shell that has more than one. */
export const createLibraries = (
  ownProcesses?: OwnProcesses,
): Readonly<Record<LibraryName, () => Promise<string>>> => ({
  'systeminformation/machine': async () => {
    // two of its twenty parts, by their files: as a whole it stays in memory with all of them
    const [{ osInfo }, { cpu }] = await Promise.all([
      import('systeminformation/lib/osinfo.js'),
      import('systeminformation/lib/cpu.js'),
    ])
    // not graphics(): it runs half a dozen programs, nvidia-smi among them without a deadline
    const [system, processor] = await Promise.all([osInfo(), cpu()])
    // only these: the whole answer holds host names and serial numbers
    return JSON.stringify({
      distro: system.distro,
      release: system.release,
      kernel: system.kernel,
      arch: system.arch,
      manufacturer: processor.manufacturer,
      brand: processor.brand,
      cores: processor.cores,
    })
  },
  'node/process': async () => {
    const { user, system } = process.cpuUsage()
    return JSON.stringify({
      pid: process.pid,
      userId: process.geteuid?.(),
      cpuMs: (user + system) / 1000,
      residentBytes: process.memoryUsage.rss(),
      processes: ownProcesses?.(),
    })
  },
  'node/home': async () => JSON.stringify({ home: homedir() }),
})
