import type { MemoryKind, ProcessMemoryKind } from '../../shared/app.ts'

/** What a sum of such figures counts. */
export function memoryKindOfSum(
  processes: readonly { readonly memoryKind: ProcessMemoryKind }[],
): MemoryKind {
  const first = processes[0]?.memoryKind ?? 'rss'
  return processes.every((process) => process.memoryKind === first) ? first : 'mixed'
}
