import type { Bar } from './number.ts'

export const formatNumber = (value: number): string => {
  if (Number.isInteger(value)) return String(value)
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)
}

export const formatBar = (bar: Bar, unit: string): string =>
  `${'most' in bar ? `≤ ${bar.most}` : `≥ ${bar.least}`} ${unit}`.trim()
