import type { VmmapRegion } from '../../../src/main/probes/darwin/vmmap-regions.ts'
import { parseVmmapSummary } from '../../../src/main/probes/darwin/vmmap.ts'
import type { Adapter } from './sample.ts'

export const vmmap: Adapter = ({ text }) => {
  const summary = parseVmmapSummary(text)
  return {
    name: summary.name,
    pid: summary.pid,
    code_type: summary.codeType,
    macos: summary.osVersion,
    page_size: summary.pageBytes,
    phys_footprint_bytes: summary.footprintBytes,
    phys_footprint_peak_bytes: summary.peakBytes,
    rounded: summary.isRounded,
    regions: Object.fromEntries(
      [...summary.regions, ['TOTAL', summary.total] as const].flatMap(([name, region]) =>
        region === null ? [] : [[name, regionReading(region)]],
      ),
    ),
  }
}

const regionReading = (region: VmmapRegion): ReturnType<Adapter> => ({
  virtual_bytes: region.virtualBytes,
  resident_bytes: region.residentBytes,
  dirty_bytes: region.dirtyBytes,
  swapped_bytes: region.swappedBytes,
  count: region.regionCount,
})
