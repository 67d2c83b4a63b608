import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from './app.ts'

export interface Releases {
  /** What was asked for, without what only keeps caches away. */
  readonly asked: string[]
  readonly headers: Readonly<Record<string, unknown>>[]
  /** Where the app would be told to ask. */
  readonly url: string
  version: string
  /** Bytes of the new app that are not those that were announced. */
  isSpoiled: boolean
  close(): void
}

const zip = Buffer.alloc(300_000, 'a new Headroom ')
const sha512 = createHash('sha512').update(zip).digest('base64')

/** A server with a release, of the generic form of electron-builder; it counts whatever is asked. */
async function serveReleases(): Promise<Releases> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '')
    made.asked.push(path)
    made.headers.push(request.headers)
    if (path.endsWith('.yml')) {
      const { version } = made
      const files = ['arm64-mac', 'mac'].map(
        (name) =>
          `  - { url: Headroom-${version}-${name}.zip, sha512: "${sha512}", size: ${zip.length} }`,
      )
      return response.end(`version: ${version}\nfiles:\n${files.join('\n')}\n`)
    }
    if (!path.endsWith('.zip')) return response.writeHead(404).end()
    return response.end(made.isSpoiled ? Buffer.alloc(zip.length, 'x') : zip)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const made: Releases = {
    asked: [],
    headers: [],
    url: `http://127.0.0.1:${port}/`,
    version: '9.1.0',
    isSpoiled: false,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return made
}

export const withReleases = test.extend<{ readonly releases: Releases }>({
  releases: async ({}, provide) => {
    const releases = await serveReleases()
    await provide(releases)
    releases.close()
  },
})
