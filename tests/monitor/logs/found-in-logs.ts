import type { LiveMoment } from '../../../src/main/inference/diagnosis/live/live-sign.ts'
import { createFindings, type Unfound } from '../../../src/main/monitor/logs/findings.ts'
import type { Finding } from '../../../src/shared/finding.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { watchLogs, type WatchedLogsOptions } from './watched-logs.ts'

// composed from ggml-metal-device.m, ggml_metal_buffer_init, and llama.cpp's server-context.cpp
export const refused = (mib: string): string =>
  `ggml_metal_buffer_init: error: failed to allocate buffer, size = ${mib} MiB\n`
export const begins = "srv    load_model: loading model '/m/a.gguf'\n"
export const loaded = 'srv  llama_server: model loaded\n'
export const tooLong = (tokens: number): string =>
  `srv    send_error: task id = ${tokens}, error: request (${tokens} tokens) exceeds the available context size (4096 tokens), try increasing it\n`

export const hourMs = 3_600_000

export interface Machine extends WatchedLogsOptions {
  readonly isMac?: boolean
}

/** Findings over logs that the test writes, and a machine of which nothing else is known. */
export async function finding(given: Machine = {}) {
  const { isMac = true, ...options } = { ownFiles: ['/var/a.log'], ...given }
  const logs = watchLogs(options)
  const findings = createFindings({
    logs: logs.watch,
    told: logs.told,
    isMac,
    isAppleSilicon: () => (isMac ? true : null),
  })
  const momentNow = (more: Partial<LiveMoment> = {}): Unfound => ({
    ...nothingKnown,
    ...more,
    atMs: logs.host.clock.nowMs(),
  })
  const fold = async (more: Partial<LiveMoment> = {}): Promise<readonly Finding[]> => {
    await logs.look()
    return findings.fold(momentNow(more))
  }
  await logs.look()
  return { ...logs, fold, again: () => findings.again(momentNow()) }
}

export const classesOf = (all: readonly Finding[]): readonly string[] =>
  all.map((one) => `${one.class} ${one.count}`)
