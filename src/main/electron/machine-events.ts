import { powerMonitor } from 'electron'
import type { Core } from '../core/core.ts'

/** Passes on what macOS tells of sleep, lock, power and heat. After `ready`. */
export function tellMachineEvents({ tell }: Pick<Core, 'tell'>): void {
  const tellPower = (): void =>
    tell({ kind: 'power', isOnBattery: powerMonitor.isOnBatteryPower() })
  powerMonitor.on('suspend', () => tell({ kind: 'asleep' }))
  powerMonitor.on('resume', () => {
    tellPower() // it may have changed meanwhile
    tell({ kind: 'awake' })
  })
  powerMonitor.on('lock-screen', () => tell({ kind: 'locked' }))
  powerMonitor.on('unlock-screen', () => tell({ kind: 'unlocked' }))
  powerMonitor.on('user-did-resign-active', () => tell({ kind: 'locked' }))
  powerMonitor.on('user-did-become-active', () => tell({ kind: 'unlocked' }))
  powerMonitor.on('on-battery', () => tell({ kind: 'power', isOnBattery: true }))
  powerMonitor.on('on-ac', () => tell({ kind: 'power', isOnBattery: false }))
  powerMonitor.on('thermal-state-change', () => tell({ kind: 'heat' }))
  powerMonitor.on('speed-limit-change', () => tell({ kind: 'heat' }))
  tellPower()
}
