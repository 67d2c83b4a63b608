import { globalShortcut } from 'electron'
import type { SystemKeys } from './shortcut.ts'
import { onLook } from './window-look.ts'

/**
 * macOS refuses keys only where another app has asked for them alone (RegisterEventHotKey); those that it has for itself it gives, and
 * keeps. No Mac has confirmed it yet. A letter is a place on the American keyboard, whatever is printed on the key.
 */
export const systemKeys: SystemKeys = {
  take: (accelerator, pressed) => globalShortcut.register(accelerator, pressed),
  giveBack: (accelerator) => globalShortcut.unregister(accelerator),
  onLook,
}
