import type { Host } from '../host/host.ts'
import { createNoSenses } from './no-senses.ts'
import type { Senses, SensesOptions } from './senses.ts'

/** The senses of this platform; those of the others, and their libraries, are not even loaded. */
export async function loadSenses(host: Host, options: SensesOptions): Promise<Senses> {
  // the time of a replay goes on while what reads its logs and models is loaded
  if (host.mode === 'replay')
    await Promise.all([
      import('../inference/diagnosis/catalogue.ts'),
      import('./loads/load-models.ts'),
    ])
  switch (host.platform) {
    case 'darwin': {
      const { createDarwinSenses } = await import('./darwin.ts')
      return createDarwinSenses(host, options)
    }
    case 'linux': {
      const { createLinuxSenses } = await import('./linux.ts')
      return createLinuxSenses(host, options)
    }
    default: // Windows and others: a name of the operating system's, no case of ours
      return createNoSenses(host.platform)
  }
}
