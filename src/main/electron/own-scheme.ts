import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { screenHeaders } from '../core/screen-headers.ts'
import { rendererFolder } from '../host/package-root.ts'
import { ownFileOf, ownScheme } from './own-address.ts'

/** It speaks to the main process through the bridge. */
const headers = screenHeaders("'none'")

/** Before `ready`, and once. */
export function registerOwnScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: ownScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Our screens, from their folder, with the policy that keeps them alone. */
export function serveOwnScheme(session: Session): void {
  session.protocol.handle(ownScheme, async ({ url, method }) => {
    const file = method === 'GET' ? ownFileOf(url, rendererFolder) : null
    if (file === null) return new Response(null, { status: 404, headers })
    try {
      const body = new Uint8Array(await readFile(file.path))
      return new Response(body, { headers: { ...headers, 'content-type': file.mime } })
    } catch {
      // ENOENT: there is no such file
      return new Response(null, { status: 404, headers })
    }
  })
}
