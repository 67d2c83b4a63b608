import { baseName } from '../../shared/base-name.ts'
import type { Pid } from '../../shared/ids.ts'

/** Headroom's own process, and those above it: its shell, its terminal, whatever started it. */
export interface OwnLine {
  readonly self: Pid
  readonly ancestors: ReadonlySet<Pid>
}

export interface GuardedProcess {
  readonly pid: Pid
  /** null where it may not be read. The kernel's own, and what hides its file, stand in brackets: `(kthreadd)`. */
  readonly executable: string | null
}

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** What the kernel calls its own, where there is no file. */
const kernelNames = names('kernel_task launchd')

/** With these a Mac's session, or its desktop, ends (electron.md §9). */
const macNames = names(`
  launchd WindowServer WindowManager loginwindow Dock Finder SystemUIServer ControlCenter
  NotificationCenter coreservicesd launchservicesd opendirectoryd securityd
`)

const bundleIds = names(`
  com.apple.finder com.apple.dock com.apple.loginwindow com.apple.systemuiserver
  com.apple.controlcenter com.apple.WindowManager com.apple.notificationcenterui
`)

/** What starts everything else, logs users in, carries their sessions, or draws their screens. */
const linuxNames = names(`
  init upstart runit runsvdir s6-svscan openrc-init dinit
  login agetty getty mingetty sshd sshd-session sshd-auth dropbear
  sddm sddm-helper gdm gdm3 gdm-session-worker gdm-x-session gdm-wayland-session lightdm lxdm xdm greetd ly
  dbus-daemon dbus-broker dbus-broker-launch dbus-launch elogind elogind-daemon seatd polkitd
  X Xorg Xwayland Xvfb Xvnc Xtigervnc weston sway Hyprland river niri wayfire labwc cosmic-comp
  kwin kwin_x11 kwin_wayland kwin_wayland_wrapper mutter mutter-x11-frames muffin marco metacity xfwm4
  openbox i3 bspwm awesome dwm fluxbox enlightenment icewm
  gnome-shell gnome-session gnome-session-binary gnome-session-service gnome-session-ctl
  plasmashell plasma_session startplasma-x11 startplasma-wayland ksmserver
  cinnamon cinnamon-session mate-session mate-panel xfce4-session xfce4-panel xfdesktop
  lxsession lxqt-session lxqt-panel budgie-panel cosmic-session cosmic-panel xinit startx
`)
/** Beside the first process: those of a session, its loggers, its name services. */
const systemd = /^systemd(-[a-z]+)*$/

/**
 * Where only the system or an administrator puts files: a program in a user's folder that merely bears such a name is none of
 * these. Apps of a Mac that a person quits lie in /System too, which is why no folder is protected by itself.
 */
const systemPlaces =
  /^(\/System\/|\/usr\/|\/s?bin\/|\/lib(32|64|exec)?\/|\/opt\/|\/nix\/store\/|\/gnu\/store\/|\/run\/current-system\/|\/Library\/Apple\/)/

/**
 * Why Headroom never ends this, in a sentence; null where it may. Other users' processes are refused beside this: Host knows
 * whose a process is.
 */
export function protectedReason(
  { pid, executable }: GuardedProcess,
  own: OwnLine | null,
): string | null {
  if (pid <= 1) return 'everything else on this machine runs under it'
  if (own !== null && pid === own.self) return 'it is Headroom itself'
  if (own !== null && own.ancestors.has(pid)) return 'Headroom runs in it'
  if (executable === null) return null
  const name = baseName(executable)
  const isPlaced = executable.startsWith('/')
  if (!isPlaced && executable.startsWith('(')) return 'it does not show its program'
  if (!isPlaced) return kernelNames.has(name) ? 'it is a part of the system' : null
  if (!systemPlaces.test(executable)) return null
  const isOfSession = macNames.has(name) || linuxNames.has(name) || systemd.test(name)
  return isOfSession ? 'the session of its user ends with it' : null
}

/** The same of an app by its id; null where it may be asked. */
export const protectedBundle = (bundleId: string | null): string | null =>
  bundleId !== null && bundleIds.has(bundleId) ? 'the session of its user ends with it' : null

/** A chain of parents longer than this is none. */
const maxDepth = 64

/** The parents of a process, as a list tells them. */
export function ancestorsOf(pid: Pid, parentOf: (pid: Pid) => Pid | null): ReadonlySet<Pid> {
  const found = new Set<Pid>()
  for (let at = parentOf(pid); at !== null && found.size < maxDepth; at = parentOf(at)) {
    if (found.has(at)) break
    found.add(at)
  }
  return found
}
