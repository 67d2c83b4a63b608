import { app, session as sessions, type Session, type WebContents } from 'electron'
import { isOwnAddress } from './own-address.ts'
import { isGranted } from './permission.ts'

/**
 * The session of our screens: in memory only, no permission but to copy a text, no request but to our own files. The default
 * session, which nothing uses, is locked as well.
 */
export function createLockedSession(): Session {
  const own = sessions.fromPartition('headroom') // without `persist:` nothing is written
  for (const session of [own, sessions.defaultSession]) lock(session)
  return own
}

function lock(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isGranted(permission, requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isOwnAddress(details.url) && !details.url.startsWith('devtools:') }),
  )
  session.on('will-download', (event) => event.preventDefault())
}

/** No page of ours leads anywhere else, opens anything or holds another. */
export function lockNavigation(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}
