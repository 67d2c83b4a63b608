import type { LibraryName } from './host.ts'

/** What libraries know, as JSON; loaded when first asked. */
export const libraries: Readonly<Record<LibraryName, () => Promise<string>>> = {
  'systeminformation/machine': async () => {
    const information = await import('systeminformation')
    const [system, processor, graphics] = await Promise.all([
      information.osInfo(),
      information.cpu(),
      information.graphics(),
    ])
    // only these: the whole answer holds host names and serial numbers
    return JSON.stringify({
      distro: system.distro,
      release: system.release,
      kernel: system.kernel,
      arch: system.arch,
      manufacturer: processor.manufacturer,
      brand: processor.brand,
      cores: processor.cores,
      controllers: graphics.controllers.map(({ vendor, model }) => ({ vendor, model })),
    })
  },
  'node/process': async () => {
    const { user, system } = process.cpuUsage()
    return JSON.stringify({
      cpuMs: (user + system) / 1000,
      residentBytes: process.memoryUsage.rss(),
    })
  },
}
