/** A container as the cgroup of its processes tells it. */
export interface Container {
  readonly engine: string
  readonly id: string
}

const hex = '[0-9a-f]{12,64}'
const forms: readonly { readonly engine: string; readonly pattern: RegExp }[] = [
  { engine: 'Podman', pattern: new RegExp(`libpod-(${hex})`) },
  { engine: 'Kubernetes', pattern: new RegExp(`kubepods.*(?:/|-)(${hex})(?:\\.scope)?$`, 'm') },
  { engine: 'Docker', pattern: new RegExp(`docker(?:-|/)(?:buildkit/)?(${hex})`) },
  {
    engine: 'containerd',
    pattern: new RegExp(`(?:cri-containerd-|containerd/|/default/)(${hex})`),
  },
  { engine: 'LXC', pattern: /\/lxc(?:\.payload\.|\/)([\w.-]+)/ },
  {
    engine: 'systemd-nspawn',
    // libvirt's virtual machines stand in the same slice: machine-qemu\x2d1\x2dbuilder.scope
    pattern:
      /machine\.slice\/(?:machine-(?!qemu\\x2d)|systemd-nspawn@)([\w.\\-]+?)\.(?:scope|service)/,
  },
]

// 0::/system.slice/docker-3f2a91c0b7de….scope
export function containerOf(cgroup: string): Container | null {
  for (const { engine, pattern } of forms) {
    const id = pattern.exec(cgroup)?.[1]
    if (id !== undefined) return { engine, id }
  }
  return null
}

/** Engines show the first twelve digits of an id; names are shown whole. */
export const shortId = (id: string): string => (/^[0-9a-f]{13,}$/.test(id) ? id.slice(0, 12) : id)

const stopCommands: Readonly<Record<string, string>> = {
  Docker: 'docker stop',
  Podman: 'podman stop',
  containerd: 'nerdctl stop',
  'systemd-nspawn': 'machinectl stop',
}

/** How to end it: its processes end by themselves then, and its engine does not start them again. */
export function stopAdvice({ engine, id }: Container): string {
  if (engine === 'Kubernetes') return 'stop its pod with kubectl'
  const command = stopCommands[engine]
  // a name that is escaped in the cgroup is another one for its engine
  const isPlain = /^[\w.-]+$/.test(id)
  return `stop it with ${engine}${command === undefined || !isPlain ? '' : `: ${command} ${shortId(id)}`}`
}
