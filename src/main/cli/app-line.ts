import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import { isNoticeableGrowth } from '../../shared/showing.ts'
import { formatBytes, formatGrowth } from '../../shared/units.ts'

//    2.1 GB  Loom  12 processes  +120 MB/min
export function appLine(app: App): string {
  const detail = app.detail === null ? '' : `  ${printable(app.detail)}`
  const count = app.processes.length === 1 ? '' : `  ${app.processes.length} processes`
  const growth = app.growthBytesPerMinute
  const growing = growth !== null && isNoticeableGrowth(growth) ? `  ${formatGrowth(growth)}` : ''
  return `${formatBytes(app.memoryBytes).padStart(9)}  ${printable(app.name)}${detail}${count}${growing}`
}
