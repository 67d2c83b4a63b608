import { parsePmsetBatt } from '../../../src/main/probes/darwin/pmset-batt.ts'
import { parsePmsetTherm } from '../../../src/main/probes/darwin/pmset-therm.ts'
import type { Adapter, Reading } from './sample.ts'

export const pmset: Adapter = ({ command, text }) =>
  /\btherm\b/.test(command) ? thermOf(text) : battOf(text)

function thermOf(text: string): Reading {
  const { warningLevel, speedLimitRatio, isThrottled } = parsePmsetTherm(text)
  return {
    thermal_warning: warningLevel,
    cpu_speed_limit_percent: speedLimitRatio === null ? null : speedLimitRatio * 100,
    throttled: isThrottled,
  }
}

function battOf(text: string): Reading {
  const { isOnBattery, levelRatio, state, remainingMs } = parsePmsetBatt(text)
  return {
    source: isOnBattery ? 'Battery' : 'AC',
    percent: levelRatio === null ? null : levelRatio * 100,
    state,
    remaining_min: remainingMs === null ? null : remainingMs / 60_000,
  }
}
