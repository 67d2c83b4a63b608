import type { PowerRule, PowerRuleInput } from '../../shared/power-rule.ts'
import {
  allowPowermetricsCommand,
  forbidPowermetricsCommand,
  powermetricsRulePath,
} from '../../shared/powermetrics-rule.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'

export interface PowerDesk {
  powerRule(): Promise<PowerRule>
  /** Throws Refusal where it was not confirmed, cannot be written, or macOS was told no. */
  setPowerRule(input: PowerRuleInput): Promise<PowerRule>
}

export interface PowerDeskOptions {
  readonly host: Host
  /** The power is asked anew: what may be read is another. */
  readonly hurryPower: () => void
}

/** The rule of sudo that lets Headroom read watts: what it is, and how it comes and goes. */
export function createPowerDesk(_options: PowerDeskOptions): PowerDesk {
  return {
    powerRule: async () => ({
      schema: 'headroom/power-rule/1',
      state: { kind: 'absent', reason: 'only a Mac has powermetrics' },
      text: null,
      path: powermetricsRulePath,
      allowCommand: allowPowermetricsCommand,
      forbidCommand: forbidPowermetricsCommand,
    }),
    setPowerRule: async () => {
      throw new Refusal('only a Mac has powermetrics')
    },
  }
}
