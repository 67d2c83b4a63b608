import type { Windows } from './windows.ts'

/** As a Mac has them: main is measured, all else is played. */
const played = { gpu: 61_440, network: 40_960, window: 92_160 } as const

const startedAtMs = Math.round(Date.now() - process.uptime() * 1_000)

/** Main as it is, and of what Chromium runs here what an Electron would have: one process for each window, GPU and network. */
export function appMetrics(windows: Windows): Electron.ProcessMetric[] {
  const { user, system } = process.cpuUsage()
  const metric = (
    type: Electron.ProcessMetric['type'],
    pid: number,
    workingSetSize: number,
    seconds: number,
  ): Electron.ProcessMetric => ({
    type,
    pid,
    creationTime: startedAtMs,
    cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0, cumulativeCPUUsage: seconds },
    memory: { workingSetSize, peakWorkingSetSize: workingSetSize },
  })
  const residentKiB = Math.round(process.memoryUsage.rss() / 1_024)
  return [
    metric('Browser', process.pid, residentKiB, (user + system) / 1e6),
    metric('GPU', process.pid + 1, played.gpu, 1),
    {
      ...metric('Utility', process.pid + 2, played.network, 0.1),
      serviceName: 'network.mojom.NetworkService',
      name: 'Network Service',
    },
    ...windows.BrowserWindow.getAllWindows().map(({ id }) =>
      metric('Tab', process.pid + 2 + id, played.window, 0.5),
    ),
  ]
}
