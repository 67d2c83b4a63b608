import {
  parseFootprints,
  type Footprint,
  type FootprintCategory,
} from '../../../src/main/probes/darwin/footprint.ts'
import type { Adapter } from './sample.ts'

export const footprint: Adapter = ({ text }) => {
  const { processes, unreadablePids } = parseFootprints(text)
  return { processes: processes.map(processReading), unreadable_pids: unreadablePids }
}

const processReading = (process: Footprint): ReturnType<Adapter> => ({
  name: process.name,
  pid: process.pid,
  header_footprint_bytes: process.headerBytes,
  rounded: process.isRounded,
  phys_footprint_bytes: process.footprintBytes,
  phys_footprint_peak_bytes: process.peakBytes,
  categories: Object.fromEntries(
    [...process.categories, ['TOTAL', process.total] as const].flatMap(([name, category]) =>
      category === null ? [] : [[name, categoryReading(category)]],
    ),
  ),
})

const categoryReading = (category: FootprintCategory): ReturnType<Adapter> => ({
  dirty_bytes: category.dirtyBytes,
  clean_bytes: category.cleanBytes,
  reclaimable_bytes: category.reclaimableBytes,
  regions: category.regionCount,
})
