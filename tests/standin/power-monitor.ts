import { EventEmitter } from 'node:events'
import { whole } from './loud.ts'

/** A Mac on its charger; a spec emits what happens to it. */
export function createPowerMonitor(): Electron.PowerMonitor {
  const part = { isOnBatteryPower: () => false } satisfies Partial<Electron.PowerMonitor>
  return whole<Electron.PowerMonitor>('powerMonitor', Object.assign(new EventEmitter(), part))
}
