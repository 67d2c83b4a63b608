import { isOwnAddress } from './own-address.ts'

/** Our own page may put a plain text on the clipboard, as its copy buttons do, and nothing else. */
export const isGranted = (permission: string, address: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOwnAddress(address)
