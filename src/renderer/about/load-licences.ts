/** One package whose code is shipped: as the build notes it (build/licences.ts). */
export interface Licence {
  readonly name: string
  readonly version: string
  /** As SPDX names it. */
  readonly identifier: string
  readonly text: string
}

const fileName = 'licences.js'

/** Rejects where this page is older than its files, and where it was not built. */
export async function loadLicences(): Promise<readonly Licence[]> {
  // made behind the bundler: it must not look for it
  const address = new URL(fileName, document.baseURI).href
  const { licences }: { readonly licences: readonly Licence[] } = await import(
    /* @vite-ignore */ address
  )
  return licences
}
