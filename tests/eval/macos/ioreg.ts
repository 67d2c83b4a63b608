import {
  gpuTimeByPid,
  parseGpuClients,
  type GpuClient,
} from '../../../src/main/probes/darwin/gpu-clients.ts'
import {
  parseIoAccelerators,
  type Accelerator,
} from '../../../src/main/probes/darwin/io-accelerator.ts'
import type { Adapter } from './sample.ts'

export const ioreg: Adapter = ({ command, text }) =>
  /UserClient/.test(command)
    ? clientsReading(parseGpuClients(text))
    : acceleratorsReading(parseIoAccelerators(text))

const clientsReading = (clients: readonly GpuClient[]): ReturnType<Adapter> => ({
  clients: clients.map((client) => ({
    pid: client.pid,
    name: client.name,
    gpu_time_ns: client.gpuTimeNs,
    last_submitted_ns: client.lastSubmittedNs,
    command_queues: client.commandQueueCount,
  })),
  gpu_time_ns_by_pid: Object.fromEntries(gpuTimeByPid(clients)),
})

const percent = (ratio: number | null | undefined): number | null =>
  ratio === null || ratio === undefined ? null : ratio * 100

function acceleratorsReading(all: readonly Accelerator[]): ReturnType<Adapter> {
  const [first] = all
  return {
    accelerators: all.length,
    in_use_bytes: first?.inUseBytes ?? null,
    in_use_driver_bytes: first?.driverInUseBytes ?? null,
    alloc_bytes: first?.allocatedBytes ?? null,
    device_util_percent: percent(first?.deviceBusyRatio),
    renderer_util_percent: percent(first?.rendererBusyRatio),
    tiler_util_percent: percent(first?.tilerBusyRatio),
    model: first?.model ?? null,
    gpu_cores: first?.coreCount ?? null,
    recovery_count: first?.recoveryCount ?? null,
    last_submission_pid: first?.lastSubmissionPid ?? null,
    node_class: first?.className ?? null,
  }
}
