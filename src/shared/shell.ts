/** What only the app itself has; `absent`: this way of showing Headroom has none of it, for the reason given. */
export interface ShellParts {
  readonly notifications: NotificationPart | Absent
  readonly shortcut: ShortcutPart | Absent
  readonly updates: UpdatePart | Absent
  readonly commandLine: CommandLinePart | Absent
}

interface Absent {
  readonly kind: 'absent'
  readonly reason: string
}

/** `untried`: they are wished for, and none was shown yet, so nobody knows whether macOS shows them. */
export type NotificationPart =
  | { readonly kind: 'ok'; readonly state: 'off' | 'untried' | 'working' }
  | { readonly kind: 'failed'; readonly reason: string }

/** `taken`: macOS has not given it to Headroom, as another app holds it. */
export type ShortcutPart =
  { readonly kind: 'ok'; readonly isHeld: boolean } | { readonly kind: 'taken' }

/** `off`: nobody has agreed to it, and nothing is asked for. */
export type UpdatePart =
  | { readonly kind: 'ok'; readonly state: 'off' | 'waiting' | 'checking' }
  /** There is no newer one. */
  | { readonly kind: 'ok'; readonly state: 'current'; readonly checkedAtMs: number }
  /** `installing`: macOS checks what was loaded, and Headroom ends and starts anew. */
  | {
      readonly kind: 'ok'
      readonly state: 'found' | 'ready' | 'installing'
      readonly version: string
    }
  | {
      readonly kind: 'ok'
      readonly state: 'loading'
      readonly version: string
      /** null until it is known. */
      readonly doneRatio: number | null
    }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * The command `headroom` of the app. `isOnPath`: its folder is one that shells of this Mac search, as far as the app can tell.
 * `other`: something that is not ours lies there, and stays.
 */
export type CommandLinePart =
  | {
      readonly kind: 'ok'
      readonly path: string
      readonly isInstalled: boolean
      readonly isOnPath: boolean
    }
  | { readonly kind: 'other'; readonly path: string }

/** The panes of System Settings that Headroom leads to. */
export const systemPanes = ['login-items', 'notifications', 'menu-bar'] as const
export type SystemPane = (typeof systemPanes)[number]

/** What is asked of the app itself. */
export type ShellAct =
  /** Shows one at once, so that macOS asks for its permission now, and whoever asked sees whether it works. */
  | { readonly kind: 'try-notification' }
  | { readonly kind: 'check-for-update' | 'load-update' | 'install-update' }
  | { readonly kind: 'command-line'; readonly isInstalled: boolean }
  | { readonly kind: 'open-system-settings'; readonly pane: SystemPane }
