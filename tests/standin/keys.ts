import type { Session } from './cdp.ts'
import { createEvent, tell } from './events.ts'
import { lacks } from './loud.ts'

type Given = Parameters<Electron.WebContents['sendInputEvent']>[0]

interface Key {
  readonly key: string
  readonly code: string
  /** Windows' number for it, by which Chromium knows it everywhere. */
  readonly number: number
}

const named = (key: string, number: number): Key => ({ key, code: key, number })
/** By their names in accelerators. */
const keys: Readonly<Record<string, Key>> = {
  escape: named('Escape', 27),
  esc: named('Escape', 27),
  enter: named('Enter', 13),
  return: named('Enter', 13),
  tab: named('Tab', 9),
  left: named('ArrowLeft', 37),
  up: named('ArrowUp', 38),
  right: named('ArrowRight', 39),
  down: named('ArrowDown', 40),
}

/** With the bits of CDP. */
const modifierBits = { alt: 1, control: 2, meta: 4, shift: 8 } as const
type Modifier = keyof typeof modifierBits
const isModifier = (name: string): name is Modifier => Object.hasOwn(modifierBits, name)

/**
 * `sendInputEvent`: main hears `before-input-event` first, and may keep the key from the page; of a `char` it does not
 * hear. Keys from elsewhere (Playwright's keyboard) it does not hear either, as in Electron.
 */
export function sendKey(
  contents: Electron.WebContents,
  session: Promise<Session>,
  given: Given,
): void {
  const { type } = given
  if ((type !== 'keyDown' && type !== 'keyUp' && type !== 'char') || !('keyCode' in given))
    return lacks(`sendInputEvent of ${type}`)
  const modifiers = (given.modifiers ?? []).map((name): Modifier =>
    isModifier(name) ? name : lacks(`the modifier ${name}`),
  )
  const { key, code, number } = keyOf(given.keyCode, modifiers.includes('shift'))
  if (type !== 'char' && isPrevented(contents, { type, key, code, modifiers })) return
  const params = {
    type: type === 'keyDown' ? ('rawKeyDown' as const) : type,
    modifiers: modifiers.reduce((sum, name) => sum | modifierBits[name], 0),
    key,
    code,
    windowsVirtualKeyCode: number,
    ...(type === 'char' ? { text: key === 'Enter' ? '\r' : key } : {}),
  }
  void session.then((to) => to.tell('Input.dispatchKeyEvent', params))
}

function keyOf(keyCode: string, isShifted: boolean): Key {
  const known = keys[keyCode.toLowerCase()]
  if (known !== undefined) return known
  if (!/^[a-z]$/i.test(keyCode)) return lacks(`the key ${keyCode}`)
  const upper = keyCode.toUpperCase()
  const key = isShifted ? upper : upper.toLowerCase()
  return { key, code: `Key${upper}`, number: upper.charCodeAt(0) }
}

function isPrevented(
  contents: Electron.WebContents,
  { modifiers, ...which }: Pick<Electron.Input, 'type' | 'key' | 'code' | 'modifiers'>,
): boolean {
  const is = (name: Modifier): boolean => modifiers.includes(name)
  const held = { shift: is('shift'), control: is('control'), alt: is('alt'), meta: is('meta') }
  const rest = { isAutoRepeat: false, isComposing: false, location: 0, modifiers }
  const event = createEvent({})
  const input: Electron.Input = { ...which, ...held, ...rest }
  tell('WebContents', contents, 'before-input-event', event, input)
  return event.defaultPrevented
}
