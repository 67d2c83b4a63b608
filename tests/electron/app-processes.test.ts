import type { ProcessMetric } from 'electron'
import { describe, expect, test } from 'vitest'
import { processOf } from '../../src/main/electron/app-processes.ts'

const metric: ProcessMetric = {
  pid: 4711,
  creationTime: 1_795_200_000_000,
  type: 'Browser',
  cpu: { cumulativeCPUUsage: 1.25, percentCPUUsage: 3, idleWakeupsPerSecond: 0 },
  memory: { workingSetSize: 98_304, peakWorkingSetSize: 120_000 },
}

describe('a process of the app', () => {
  test('has its bytes out of kB of 1024, and its time in milliseconds', () => {
    expect(processOf(metric)).toEqual({
      pid: 4711,
      startedAtMs: 1_795_200_000_000,
      kind: 'main',
      cpuMs: 1_250,
      residentBytes: 98_304 * 1_024,
    })
  })

  test('whose memory macOS does not tell has none, and not nothing', () => {
    const memory = { workingSetSize: 0, peakWorkingSetSize: 0 }
    expect(processOf({ ...metric, memory }).residentBytes).toBeNull()
  })

  test('of which an Electron tells neither has neither', () => {
    const { memory: _, ...rest } = metric
    const without: object = { ...rest, cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 } }
    const isMetric = (one: object): one is ProcessMetric => 'pid' in one
    if (!isMetric(without)) throw new Error('no metric')
    expect(processOf(without)).toMatchObject({ cpuMs: null, residentBytes: null })
  })

  test.each([
    ['Tab', undefined, 'window'],
    ['GPU', undefined, 'gpu'],
    ['Utility', 'network.mojom.NetworkService', 'network'],
    ['Utility', 'node.mojom.NodeService', 'helper'],
    ['Zygote', undefined, 'other'],
    ['Unknown', undefined, 'other'],
  ] as const)('%s %s is counted under %s', (type, serviceName, kind) => {
    expect(processOf({ ...metric, type, ...(serviceName && { serviceName }) }).kind).toBe(kind)
  })
})
