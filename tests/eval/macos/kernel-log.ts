import {
  parseKernelMemoryLog,
  type KernelEvent,
} from '../../../src/main/probes/darwin/kernel-log.ts'
import type { Adapter, Reading } from './sample.ts'

export const kernelLog: Adapter = ({ text }) => {
  const { events, isMemoryEmergency } = parseKernelMemoryLog(text)
  return { events: events.map(keysOf), is_memory_emergency: isMemoryEmergency }
}

function keysOf(event: KernelEvent): Reading {
  switch (event.kind) {
    case 'kill': {
      const { kind, pid, name, reasonCode } = event.kill
      return { kind, pid, name, reason_code: reasonCode }
    }
    case 'swap':
      return { kind: event.failure.kind, pid: null, name: null, reason_code: null }
  }
}
