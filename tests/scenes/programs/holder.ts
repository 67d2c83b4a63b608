import type { Process, ProcessStart } from '../mac/process.ts'
import type { World } from '../mac/world.ts'

export interface Holder {
  readonly process: Process
  /** On to so many bytes, so fast; less or more than now. */
  moveTo(bytes: number, bytesPerSecond: number): void
  /** Works on the GPU, with so much of it in use. */
  useGpu(busyRatio: number, gpuBytes: number): void
  end(): void
}

/** A program that takes memory as it is told: an editor that exports, a virtual machine, a page that leaks. */
export function startHolder(world: World, start: ProcessStart): Holder {
  const random = world.random.fork(`${start.executable} ${world.nowMs()}`)
  const process = world.start(start)
  let hasEnded = false
  let wantedBytes = process.anonymousBytes
  let pace = 0
  world.add({
    step: (seconds) => {
      const left = wantedBytes - process.anonymousBytes
      const most = pace * seconds * random.between(0.5, 1.5)
      // who waits for memory does not take more of it
      const share = world.pages().missingBytes > 0 ? 0.3 : 1
      process.anonymousBytes += Math.sign(left) * Math.min(Math.abs(left), most * share)
      process.cpuMs += seconds * (Math.abs(left) > 1e6 ? 500 : 5)
      if (process.gpuBusyRatio > 0) process.gpuUsedAtMs = world.nowMs()
    },
    isOver: () => hasEnded,
  })
  return {
    process,
    moveTo: (bytes, bytesPerSecond) => {
      wantedBytes = bytes
      pace = bytesPerSecond
    },
    useGpu: (busyRatio, gpuBytes) => {
      process.gpuBusyRatio = busyRatio
      process.gpuBytes = gpuBytes
    },
    end: () => {
      hasEnded = true
      world.end(process)
    },
  }
}

export const holders = {
  videoEditor: {
    executable: '/Applications/Final Cut Pro.app/Contents/MacOS/Final Cut Pro',
    app: {
      name: 'Final Cut Pro',
      bundleId: 'com.apple.FinalCut',
      bundlePath: '/Applications/Final Cut Pro.app',
    },
  },
  virtualMachine: {
    executable:
      '/System/Library/Frameworks/Virtualization.framework/Versions/A/XPCServices/com.apple.Virtualization.VirtualMachine.xpc/Contents/MacOS/com.apple.Virtualization.VirtualMachine',
  },
  photos: {
    executable: '/Applications/Affinity Photo 2.app/Contents/MacOS/Affinity Photo 2',
    app: {
      name: 'Affinity Photo 2',
      bundleId: 'com.seriflabs.affinityphoto2',
      bundlePath: '/Applications/Affinity Photo 2.app',
    },
  },
  compiler: { executable: '/Library/Developer/CommandLineTools/usr/bin/clang' },
  backup: {
    executable: '/System/Library/CoreServices/backupd.bundle/Contents/Resources/backupd',
    user: 'root',
  },
} as const satisfies Readonly<Record<string, ProcessStart>>
