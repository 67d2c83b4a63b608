import type { App } from '../../../../shared/app.ts'
import { servedBy } from '../../../../shared/served-by.ts'
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
  const isInference = (app: App): boolean =>
    app.iconName === 'engine' || servedBy(app, servers).length > 0
  return apps
    .filter((app) => !isInference(app))
    .flatMap((app) => (app.gpuRatio === null ? [] : { app, gpuRatio: app.gpuRatio }))
    .toSorted((a, b) => b.gpuRatio - a.gpuRatio)
}

/** The program of macOS that draws all windows and displays. */
export const isWindowServer = ({ processes }: App): boolean =>
  processes.some(({ name }) => name === 'WindowServer')
