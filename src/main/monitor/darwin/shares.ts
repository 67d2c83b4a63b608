import type { Share } from '../pace.ts'

/**
 * What each costly command may take of one core: together, with the cheap ones, at most 3 % while somebody looks and 0.5 %
 * while nobody does (design §7). What others have measured differs by factors between Macs (`npm run bench --
 * macos-budget`), so that the clock follows from what each answer took on this one.
 */
export const shares = {
  vmStat: { looked: 0.0045, alone: 0.001 },
  accelerators: { looked: 0.0063, alone: 0.0013 },
  processes: { looked: 0.0023, alone: 0.0008 },
  processFacts: { looked: 0.002, alone: 0.0004 },
  top: { looked: 0.006, alone: 0.006 },
  gpuClients: { looked: 0.002, alone: 0.002 },
  footprints: { looked: 0.0015, alone: 0.0003 },
  registeredApps: { looked: 0.0015, alone: 0.0003 },
  frontApp: { looked: 0.0005, alone: 0.0002 },
} as const satisfies Readonly<Record<string, Share>>
