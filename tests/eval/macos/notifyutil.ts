import { parseThermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import type { Adapter } from './sample.ts'

export const notifyutil: Adapter = ({ text }) => {
  const { number, level } = parseThermalLevel(text)
  return { level: number, state: level }
}
