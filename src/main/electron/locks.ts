import { app, session as sessions, type Session, type WebContents } from 'electron'
import { isOwnAddress, isOwnMade } from './own-address.ts'
import { isGranted } from './permission.ts'

/**
 * The session of our screens: in memory only, no permission but to copy a text, no request but to our own files, and nothing is saved but what our pages have made. The default
 * session, which nothing uses, is locked as well.
 */
export function createLockedSession(): Session {
  const own = sessions.fromPartition('headroom') // without `persist:` nothing is written
  for (const session of [own, sessions.defaultSession]) lock(session)
  return own
}

const isAsked = (url: string): boolean =>
  isOwnAddress(url) || isOwnMade(url) || url.startsWith('devtools:')

function lock(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isGranted(permission, requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAsked(details.url) }))
  session.on('will-download', (event, item) => {
    if (!isOwnMade(item.getURL())) event.preventDefault()
  })
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
