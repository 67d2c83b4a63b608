import type { IconName } from '../../shared/app.ts'

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** With these go others that were started in them, or that are seen through them. */
const terminals = names(`
  tmux screen zellij dtach abduco dvtm mosh-server
  gnome-terminal-server ptyxis ptyxis-agent kgx gnome-console konsole yakuake xfce4-terminal mate-terminal
  lxterminal qterminal terminator tilix guake deepin-terminal cosmic-term terminology sakura
  xterm uxterm urxvt urxvtd rxvt st alacritty kitty wezterm wezterm-gui wezterm-mux-server foot footserver ghostty
`)

/** What other programs stand on: what runs containers, networks, sound, the desktop, jobs and services, and what keeps data for others. */
const systemNames = names(`
  dockerd containerd docker-proxy buildkitd runc crun conmon podman kubelet k3s k3s-server crio tini dumb-init catatonit
  NetworkManager wpa_supplicant iwd dhclient dhcpcd ModemManager avahi-daemon bluetoothd cupsd cups-browsed
  dnsmasq unbound named firewalld tailscaled
  pipewire pipewire-pulse pipewire-media-session wireplumber pulseaudio jackd jackdbus rtkit-daemon
  supervisord monit cron crond atd rsyslogd syslog-ng auditd chronyd ntpd irqbalance thermald smartd acpid
  udisksd upowerd accounts-daemon colord fwupd packagekitd snapd snapd-desktop-integration power-profiles-daemon
  nvidia-persistenced nvidia-powerd libvirtd virtqemud virtlogd
  postgres mysqld mariadbd mongod redis-server valkey-server memcached rabbitmq-server nginx apache2 httpd haproxy caddy
  ibus-daemon fcitx5 gnome-keyring-daemon ssh-agent gpg-agent dconf-service goa-daemon
  gvfsd gvfsd-fuse at-spi-bus-launcher at-spi2-registryd
  xdg-desktop-portal xdg-document-portal xdg-permission-store kded5 kded6 kglobalacceld
`)
const systemPatterns = /^(systemd(-[a-z]+)*|containerd-shim(-.+)?|xdg-desktop-portal-.+|gsd-.+)$/

/** Units that systemd starts for the machine; jobs that a person has put into cron stand there too, and are none. */
const systemUnit =
  /\/system\.slice\/(?:[^\n]*\/)?(?!(?:cron|crond|anacron|atd)\.service)[^/\n]+\.service/
/** Of a user's session: what its desktop stands on (systemd's desktop environments, `session.slice`). */
const sessionUnit = /\/session\.slice\//
/**
 * Services of a user: nobody sits before them. Desktops put apps with windows into units called `app-…`, and D-Bus starts some of
 * those as well.
 */
const userService =
  /\/background\.slice\/|\/app\.slice\/(?:[^\n]*\/)?(?!app-|dbus-)[^/\n]+\.service(?:\/|$)/m

/** `programs`: its file's name, and that of the script that it runs. null: it is none of these. */
export function standingIcon(
  programs: readonly string[],
  cgroup: string,
): Extract<IconName, 'system' | 'terminal'> | null {
  if (programs.some((name) => terminals.has(name))) return 'terminal'
  const isSystem = programs.some((name) => systemNames.has(name) || systemPatterns.test(name))
  return isSystem || systemUnit.test(cgroup) || sessionUnit.test(cgroup) ? 'system' : null
}

/** It runs as a service: what it holds is no document that somebody has open. */
export const isService = (icon: IconName, cgroup: string): boolean =>
  icon === 'system' || systemUnit.test(cgroup) || userService.test(cgroup)

/** What draws the windows of all others. */
const screens = names(`
  X Xorg Xwayland Xvfb Xvnc Xtigervnc Xephyr weston sway Hyprland river niri wayfire labwc cosmic-comp gamescope
  kwin_wayland gnome-shell mutter muffin cage
`)

export const isScreen = (program: string): boolean => screens.has(program)

/** What ends with what runs containers; containerd's own go on without it. */
export function containersOf(program: string): string | null {
  if (program === 'dockerd') return 'every container that it runs'
  return /^(containerd-shim(-.+)?|conmon)$/.test(program) ? 'the container that it runs' : null
}
