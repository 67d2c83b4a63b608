import { createBridge } from './bridge.ts'

/**
 * In the page's own world, before any script of the page: waits for the preload's world to hand over the node between
 * them, then does what that world asks.
 */
export function installMainWorld(): void {
  let isHidden = false
  const begin = (event: Event): void => {
    const port = (event as MouseEvent).relatedTarget
    if (port === null) return
    createBridge(port, 'page', 'preload', {
      expose: exposeInPage,
      hide: (hidden: boolean) => void (isHidden = hidden),
      guard: guardPermissions,
      ask: askBeforeOpening,
    })
  }
  // a mouse event's related target is the only object of the document that both worlds can be given
  window.addEventListener('standin', begin, { once: true })
  overrideVisibility(() => isHidden)
}

export function exposeInPage(key: string, value: unknown): void {
  if (key in window)
    throw new Error('Cannot bind an API on top of an existing property on the window object')
  Object.defineProperty(window, key, { value: freezeDeep(value), enumerable: true })
}

export function freezeDeep(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freezeDeep)
  return typeof value === 'object' || typeof value === 'function' ? Object.freeze(value) : value
}

/** A headless page is always visible: this one is what its window is. */
export function overrideVisibility(isHidden: () => boolean): void {
  const property = (get: () => unknown): PropertyDescriptor => ({
    get,
    enumerable: true,
    configurable: true,
  })
  Object.defineProperties(Document.prototype, {
    hidden: property(isHidden),
    visibilityState: property(() => (isHidden() ? 'hidden' : 'visible')),
  })
}

type Opening = (url: string, name: string, features: string) => void

/** Main decides at its leisure, so the page gets no window (contents.ts). */
export function askBeforeOpening(ask: Opening): void {
  const navigate = window.open.bind(window)
  window.open = (url = '', name = '_blank', features = '') => {
    if (/^_(self|parent|top)$/.test(name)) return navigate(url, name, features)
    ask(url === '' ? 'about:blank' : new URL(url, document.baseURI).href, name, features)
    return null
  }
}

type Ask = (how: 'request' | 'check', permission: string) => Promise<boolean>

/** Chromium itself grants everything here (page.ts); so what main's handlers say comes first. */
export function guardPermissions(ask: Ask): void {
  Notification.requestPermission = async (tell) => {
    const answer = (await ask('request', 'notifications')) ? 'granted' : 'denied'
    tell?.(answer)
    return answer
  }
  const { geolocation, permissions } = navigator
  const locate = geolocation.getCurrentPosition.bind(geolocation)
  geolocation.getCurrentPosition = (onPosition, onError, options) => {
    const denied = { code: 1, message: 'User denied Geolocation' } as GeolocationPositionError
    const go = (isAllowed: boolean): void =>
      isAllowed ? locate(onPosition, onError, options) : onError?.(denied)
    void ask('request', 'geolocation').then(go)
  }
  const query = permissions.query.bind(permissions)
  permissions.query = async (descriptor) => {
    const { name } = descriptor as { readonly name: string }
    const status = await query(descriptor)
    const asked = name === 'camera' || name === 'microphone' ? 'media' : name
    const state = (await ask('check', asked)) ? 'granted' : 'denied'
    return Object.defineProperty(status, 'state', { value: state })
  }
}
