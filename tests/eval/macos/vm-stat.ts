import { parseVmStat } from '../../../src/main/probes/darwin/vm-stat.ts'
import type { Adapter } from './sample.ts'

type Figure = number | null

const sum = (...parts: readonly Figure[]): Figure =>
  parts.reduce((total, part) => (total === null || part === null ? null : total + part), 0)
const minus = (part: Figure): Figure => (part === null ? null : -part)

export const vmStat: Adapter = ({ text }) => {
  const stat = parseVmStat(text)
  const pages = (bytes: Figure): Figure => (bytes === null ? null : bytes / stat.pageBytes)
  const appBytes = sum(stat.anonymousBytes, minus(stat.purgeableBytes))
  return {
    page_size: stat.pageBytes,
    free_pages: pages(stat.freeBytes),
    active_pages: pages(stat.activeBytes),
    inactive_pages: pages(stat.inactiveBytes),
    speculative_pages: pages(stat.speculativeBytes),
    throttled_pages: pages(stat.throttledBytes),
    wired_pages: pages(stat.wiredBytes),
    purgeable_pages: pages(stat.purgeableBytes),
    file_backed_pages: pages(stat.fileBackedBytes),
    anonymous_pages: pages(stat.anonymousBytes),
    stored_in_compressor_pages: pages(stat.storedInCompressorBytes),
    compressor_pages: pages(stat.compressorBytes),
    pageins: stat.pageInCount,
    pageouts: stat.pageOutCount,
    swapins: stat.swapInCount,
    swapouts: stat.swapOutCount,
    app_memory_bytes: appBytes,
    wired_bytes: stat.wiredBytes,
    compressed_bytes: stat.compressorBytes,
    cached_files_bytes: sum(stat.fileBackedBytes, stat.purgeableBytes),
    used_bytes: sum(appBytes, stat.wiredBytes, stat.compressorBytes),
  }
}
