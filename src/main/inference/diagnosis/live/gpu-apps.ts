import type { App } from '../../../../shared/app.ts'
import type { LiveMoment } from './live-sign.ts'

/** An app that runs no models, and its share of the GPU's time. */
export interface GpuApp {
  readonly app: App
  readonly gpuRatio: number
}

/** Those whose share is told, the greatest first. Without those that hold an inference server, or are an engine. */
export function otherGpuApps({
  apps,
  servers,
}: Pick<LiveMoment, 'apps' | 'servers'>): readonly GpuApp[] {
  const pids = new Set(servers.map(({ pid }) => pid))
  const isInference = ({ iconName, processes }: App): boolean =>
    iconName === 'engine' || processes.some(({ pid }) => pids.has(pid))
  return apps
    .filter((app) => !isInference(app))
    .flatMap((app) => (app.gpuRatio === null ? [] : { app, gpuRatio: app.gpuRatio }))
    .toSorted((a, b) => b.gpuRatio - a.gpuRatio)
}

/** The program of macOS that draws all windows and displays. */
export const isWindowServer = ({ processes }: App): boolean =>
  processes.some(({ name }) => name === 'WindowServer')
