import { outermostBundle, type MacProcess } from './mac-process.ts'
import { baseName } from '../../shared/base-name.ts'

/** What stands behind a virtual machine, and what ends with it. */
export interface MacVirtualMachine {
  readonly name: string
  readonly quitEnds: string
}

const containers = 'its virtual machine and every container in it'
const machines = 'every virtual machine that runs in it'

/** Who runs virtual machines, by bundle or by file name. */
const runners: readonly (MacVirtualMachine & { readonly pattern: RegExp })[] = [
  { pattern: /^(Docker|com\.docker\.[\w.-]+)$/i, name: 'Docker', quitEnds: containers },
  { pattern: /^(OrbStack.*)$/i, name: 'OrbStack', quitEnds: containers },
  { pattern: /^(colima|limactl|lima-[\w-]+)$/i, name: 'Colima', quitEnds: containers },
  { pattern: /^(Rancher Desktop)$/i, name: 'Rancher Desktop', quitEnds: containers },
  { pattern: /^(podman|vfkit|krunkit|gvproxy)$/i, name: 'Podman', quitEnds: containers },
  { pattern: /^(UTM|QEMUHelper|QEMULauncher)$/i, name: 'UTM', quitEnds: machines },
  { pattern: /^(Parallels Desktop|prl_vm_app)$/i, name: 'Parallels Desktop', quitEnds: machines },
  { pattern: /^(VMware Fusion|vmware-vmx)$/i, name: 'VMware Fusion', quitEnds: machines },
  { pattern: /^(VirtualBox(VM)?|VBoxHeadless)$/i, name: 'VirtualBox', quitEnds: machines },
  { pattern: /^(tart)$/i, name: 'tart', quitEnds: machines },
]

/** The processes in which a guest's memory lies; Apple's own belongs to whoever asked for it. */
const guests =
  /^(com\.apple\.Virtualization\.VirtualMachine|com\.docker\.(virtualization|hyperkit|qemu)|qemu-system-\w+|QEMULauncher|vfkit|krunkit|limactl|prl_vm_app|vmware-vmx|VBoxHeadless|VirtualBoxVM|OrbStack Helper|tart)$/

export const isGuest = ({ executable }: MacProcess): boolean => guests.test(baseName(executable))

/** Apple's service, which does not say for whom it runs a machine. */
export const isAnonymousGuest = ({ executable }: MacProcess): boolean =>
  baseName(executable) === 'com.apple.Virtualization.VirtualMachine'

/** The program that runs virtual machines to which a file belongs; null for none. */
export function runnerOf(executable: string): MacVirtualMachine | null {
  const bundle = outermostBundle(executable)
  const names = [
    baseName(executable),
    bundle === null ? '' : baseName(bundle).replace(/\.app$/, ''),
  ]
  return runners.find(({ pattern }) => names.some((name) => pattern.test(name))) ?? null
}
