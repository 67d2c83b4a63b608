import type { Pid } from '../../shared/ids.ts'

/** A process of macOS as the apps room sees it. */
export interface MacProcess {
  readonly pid: Pid
  readonly parentPid: Pid | null
  readonly startedAtMs: number
  /** In whose name it acts, as `ps` calls him; null where that is not told. */
  readonly user: string | null
  /** The path of its file; a name alone for the kernel's own and for zombies. */
  readonly executable: string
  readonly residentBytes: number
  /** Physical footprint; null where it was not asked, or may not be. */
  readonly footprintBytes: number | null
  /** As `footprint` tells it, not rounded as top prints it; it may be older. null where it was not asked. */
  readonly exactBytes: number | null
  readonly gpuRatio: number | null
  readonly isTranslated: boolean | null
}

/** An app as LaunchServices knows it. */
export interface MacApp {
  /** null where it has exited and only what it started still runs. */
  readonly pid: Pid | null
  readonly name: string
  readonly bundleId: string | null
  readonly bundlePath: string | null
  /** Foreground, UIElement or BackgroundOnly. */
  readonly type: string | null
  readonly isFront: boolean
  /** The processes that were started for it and by it. */
  readonly coalitionPids: readonly Pid[]
}

// /Applications/Google Chrome.app/Contents/Frameworks/…/Google Chrome Helper (GPU).app/Contents/MacOS/Google Chrome Helper (GPU)
/** The path of the outermost app that a file lies in; null where it lies in none that a person would quit. */
export function outermostBundle(path: string): string | null {
  const bundle = /^\/.*?[^/]\.app(?=\/)/.exec(path)?.[0] ?? null
  // Python.framework/…/Resources/Python.app: a part of a framework, which each script runs anew
  return bundle === null || bundle.includes('.framework/') ? null : bundle
}

/** `Google Chrome` of `/Applications/Google Chrome.app`. */
export const bundleName = (bundlePath: string): string =>
  bundlePath.slice(bundlePath.lastIndexOf('/') + 1).replace(/\.app$/, '')
