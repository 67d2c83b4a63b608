import type { ClockSettings } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { MachineEvent } from './machine-event.ts'
import type { Attention } from './pace.ts'

/** What the monitor is told, by shells and by the machine, and who it asks for by that. */
export interface Told {
  /** Whether that is new. */
  setLooked(isLooked: boolean): boolean
  /** Whether it tells anything: a repeated end of nothing does not. */
  tell(event: MachineEvent): boolean
  attention(): Attention
  /** Nothing is sampled while the machine sleeps or is locked; each ends by its own opposite, both by somebody who looks. */
  isPaused(): boolean
}

interface Machine {
  readonly isAsleep: boolean
  readonly isLocked: boolean
  /** null: it has told nothing of that. */
  readonly isOnBattery: boolean | null
}

/** null where it tells what was told already. */
function stepMachine(machine: Machine, event: MachineEvent): Machine | null {
  switch (event.kind) {
    case 'asleep':
    case 'awake': {
      const isAsleep = event.kind === 'asleep'
      return isAsleep === machine.isAsleep ? null : { ...machine, isAsleep }
    }
    case 'locked':
    case 'unlocked': {
      const isLocked = event.kind === 'locked'
      return isLocked === machine.isLocked ? null : { ...machine, isLocked }
    }
    case 'power':
      return { ...machine, isOnBattery: event.isOnBattery }
    case 'heat':
      return machine
  }
}

const isOnBatteryBy = (last: Snapshot | null): boolean =>
  last?.battery.kind === 'ok' && last.battery.isOnBattery

export function createTold(last: () => Snapshot | null, clocks: () => ClockSettings): Told {
  let machine: Machine = { isAsleep: false, isLocked: false, isOnBattery: null }
  let isLooked = false
  return {
    setLooked: (next) => {
      const isNew = isLooked !== next
      isLooked = next
      // whoever looks is awake, at a screen that is not locked: an event that said so was missed
      if (isNew && isLooked) machine = { ...machine, isAsleep: false, isLocked: false }
      return isNew
    },
    tell: (event) => {
      const next = stepMachine(machine, event)
      machine = next ?? machine
      return next !== null
    },
    attention: () => ({
      isLooked,
      // a machine that tells of its power at all tells every change: that wins, over a recording as well
      isOnBattery: machine.isOnBattery ?? isOnBatteryBy(last()),
      clocks: clocks(),
    }),
    isPaused: () => machine.isAsleep || machine.isLocked,
  }
}
