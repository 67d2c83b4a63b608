import { baseName } from '../../shared/base-name.ts'
import { executableName, type RunningProcess } from './running.ts'

interface Hypervisor {
  readonly executable: RegExp
  /** The options that name the machine. */
  readonly nameOptions: readonly string[]
}

const hypervisors: readonly Hypervisor[] = [
  { executable: /^(qemu-system-\w+|qemu-kvm|kvm)$/, nameOptions: ['-name'] },
  { executable: /^(firecracker|cloud-hypervisor|crosvm)/, nameOptions: ['--id', '--name'] },
  { executable: /^(VBoxHeadless|VirtualBoxVM)$/, nameOptions: ['--comment', '--startvm'] },
  { executable: /^vmware-vmx/, nameOptions: [] },
]

/** The name of the virtual machine that this process runs; null where it is none. */
export function virtualMachineName(process: RunningProcess): string | null {
  const own = executableName(process)
  const hypervisor = hypervisors.find((candidate) => candidate.executable.test(own))
  if (hypervisor === undefined) return null
  const { argv } = process
  const option = argv.findIndex((argument) => hypervisor.nameOptions.includes(argument))
  const named = option < 0 ? argv.find((argument) => argument.endsWith('.vmx')) : argv[option + 1]
  // -name guest=builder,debug-threads=on
  const name = /^(?:guest=)?([^,]+)/.exec(baseName(named ?? ''))?.[1]?.replace(/\.vmx$/, '')
  return name ?? own
}
