import {
  parseBareSysctl,
  parseSysctl,
  type Sysctl as SysctlValue,
} from '../../../src/main/probes/darwin/sysctl.ts'
import type { Adapter } from './sample.ts'

const pressureNumbers = { normal: 1, warn: 2, critical: 4 } as const

/** The names that `sysctl -n` was asked for; null where it was not asked for bare values. */
function bareNamesOf(command: string): readonly string[] | null {
  const words = command.split(/[;&|]/).flatMap((part) => {
    const [, args = ''] = /(?:^|[\s/])sysctl\s+(.*)$/.exec(part.trim()) ?? []
    return args.split(/\s+/)
  })
  const names = words.filter((word) => /^\w+(?:\.\w+)+(?:=.*)?$/.test(word))
  const isBare = words.some((word) => /^-\w*n\w*$/.test(word))
  return isBare ? names.map((name) => name.replace(/=.*/, '')) : null
}

export const sysctl: Adapter = ({ command, text }) => {
  const names = bareNamesOf(command)
  return readingOf(names === null ? parseSysctl(text) : parseBareSysctl(text, names))
}

const readingOf = (value: SysctlValue): ReturnType<Adapter> => ({
  memsize_bytes: value.totalBytes,
  page_size: value.pageBytes,
  cache_line_bytes: value.cacheLineBytes,
  chip: value.processor,
  ncpu: value.coreCount,
  nperflevels: value.perfLevelCount,
  perflevels:
    value.perfLevels?.map(({ index, name, physicalCoreCount }) => ({
      index,
      name,
      physical: physicalCoreCount,
    })) ?? null,
  swap_total_bytes: value.swap?.totalBytes ?? null,
  swap_used_bytes: value.swap?.usedBytes ?? null,
  swap_free_bytes: value.swap?.freeBytes ?? null,
  encrypted: value.swap?.isEncrypted ?? null,
  pressure_level: value.pressureLevel === null ? null : pressureNumbers[value.pressureLevel],
  pressure: value.pressureLevel,
  wired_limit_mb: value.wiredLimit?.limitMb ?? null,
  wired_limit_old_mb: value.wiredLimit?.earlierMb ?? null,
  wired_limit_bytes: value.wiredLimit?.limitBytes ?? null,
  is_default: value.wiredLimit === null ? null : value.wiredLimit.limitBytes === null,
  dynamic_lwm: value.isDynamicLowWaterMark === null ? null : Number(value.isDynamicLowWaterMark),
  translated: value.isTranslated,
  os_build: value.osBuild,
})
