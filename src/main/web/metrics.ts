import { Gauge, Registry } from 'prom-client'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Series of apps are bounded: the biggest few. */
const shownApps = 10

export interface Metrics {
  readonly contentType: string
  text(snapshot: Snapshot): Promise<string>
}

/** The Snapshot in Prometheus' text form. What is not known has no series: never a 0 for "not known". */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> => new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] })

  const room = gauge('headroom_room_bytes', 'How much more memory models can take')
  const ramRoom = gauge('headroom_ram_room_bytes', 'Room in RAM')
  const gpuRoom = gauge('headroom_gpu_room_bytes', 'Room in GPU memory')
  const total = gauge('headroom_memory_total_bytes', 'RAM of this machine')
  const available = gauge('headroom_memory_available_bytes', 'RAM that can be had without swapping')
  const gpuInUse = gauge('headroom_gpu_in_use_bytes', 'GPU memory in use')
  const limit = gauge('headroom_limit_bytes', 'Memory that the GPU may use', ['source'])
  const swap = gauge('headroom_swap_used_bytes', 'Swap in use')
  const app = gauge('headroom_app_memory_bytes', 'Memory of the biggest apps', [
    'app',
    'id',
    'figure',
  ])
  const sourceUp = gauge('headroom_source_up', '1: the source answers; 0: it failed', ['source'])
  const resident = gauge('headroom_own_resident_bytes', 'Resident memory of Headroom itself')
  const cpu = gauge('headroom_own_cpu_ratio', 'Share of one core that Headroom itself takes')

  return {
    contentType: registry.contentType,
    text: (snapshot) => {
      registry.resetMetrics()
      for (const metric of [
        room,
        ramRoom,
        gpuRoom,
        total,
        available,
        gpuInUse,
        swap,
        resident,
        cpu,
      ]) {
        metric.remove() // resetMetrics sets 0: what is not known must have no series
      }
      if (snapshot.room.kind === 'ok') {
        room.set(snapshot.room.roomBytes)
        ramRoom.set(snapshot.room.ramRoomBytes)
        if (snapshot.room.gpuRoomBytes !== null) gpuRoom.set(snapshot.room.gpuRoomBytes)
      }
      if (snapshot.memory.kind === 'ok') {
        total.set(snapshot.memory.totalBytes)
        available.set(snapshot.memory.availableBytes)
      }
      if (snapshot.gpu.kind === 'ok') gpuInUse.set(snapshot.gpu.inUseBytes)
      if (snapshot.limit.kind === 'ok') {
        limit.set({ source: snapshot.limit.source }, snapshot.limit.limitBytes)
      }
      if (snapshot.swap.kind === 'ok') swap.set(snapshot.swap.usedBytes)
      for (const { name, id, memoryKind, memoryBytes } of snapshot.apps.slice(0, shownApps)) {
        app.set({ app: name, id, figure: memoryKind }, memoryBytes)
      }
      for (const { id, kind } of snapshot.sources) {
        if (kind === 'ok' || kind === 'failed') sourceUp.set({ source: id }, kind === 'ok' ? 1 : 0)
      }
      if (snapshot.cost.kind === 'ok') {
        resident.set(snapshot.cost.residentBytes)
        if (snapshot.cost.cpuRatio !== null) cpu.set(snapshot.cost.cpuRatio)
      }
      return registry.metrics()
    },
  }
}
