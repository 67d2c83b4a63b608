import { app } from 'electron'
import type { OwnProcessFacts } from '../host/own-processes.ts'
import { processOf } from './app-processes.ts'

/** All of Headroom's: main, windows, GPU, network and helpers. A question to the kernel for each, and no program is started. */
export const ownProcesses = (): readonly OwnProcessFacts[] => app.getAppMetrics().map(processOf)
