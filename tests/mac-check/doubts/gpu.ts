import { gpuClients, gpuTimeByPid } from '../../../src/main/probes/darwin/gpu-clients.ts'
import { ioAccelerators } from '../../../src/main/probes/darwin/io-accelerator.ts'
import { processTimes } from '../../../src/main/probes/darwin/ps.ts'
import { machineSysctl } from '../../../src/main/probes/darwin/sysctl.ts'
import { judged, notAsked, type Doubt } from '../doubt.ts'
import { valueOf } from '../mac.ts'

const accelerators: Doubt = {
  id: 'gpu-in-use',
  title: 'Is "In use system memory" memory, and not address space?',
  why: 'Room is reckoned from it. "Alloc system memory" passes the RAM of the machine, and other monitors show it as memory in use.',
  assumption: '0 < in use <= RAM; alloc may be larger',
  at: [{ file: 'src/main/probes/darwin/io-accelerator.ts', text: 'Mapped address space: not RAM' }],
  marks: [],
  ask: async (mac) => {
    const [gpu] = valueOf(await mac.read(ioAccelerators), 'ioreg')
    if (gpu === undefined) return notAsked('the IO registry names no GPU here')
    const { totalBytes } = valueOf(await mac.read(machineSysctl), 'sysctl')
    const { className, inUseBytes, driverInUseBytes, allocatedBytes } = gpu
    const evidence = `${className}: in use ${inUseBytes}, by the driver ${driverInUseBytes}, alloc ${allocatedBytes}, RAM ${totalBytes}`
    const isWithin = inUseBytes !== null && inUseBytes > 0 && inUseBytes <= (totalBytes ?? 0)
    return judged(isWithin, evidence)
  },
}

const knownStatistics = [
  'In use system memory',
  'In use system memory (driver)',
  'Alloc system memory',
  'Device Utilization %',
  'Renderer Utilization %',
  'Tiler Utilization %',
] as const

const statistics: Doubt = {
  id: 'gpu-statistics',
  title: 'Which PerformanceStatistics does this GPU have?',
  why: 'Names differ by release, and come in no fixed order.',
  assumption: `it has ${knownStatistics.join(', ')}`,
  at: [
    { file: 'src/main/probes/darwin/io-accelerator.ts', text: 'The names come in no fixed order' },
  ],
  marks: [],
  ask: async (mac) => {
    const text = valueOf(await mac.ask(ioAccelerators.question), 'ioreg')
    const [, inner] = /"PerformanceStatistics" = \{([^}]*)\}/.exec(text) ?? []
    if (inner === undefined) return notAsked('there is no PerformanceStatistics', text)
    const names = [...inner.matchAll(/"([^"]+)"=/g)].map(([, name]) => name ?? '')
    const missing = knownStatistics.filter((name) => !names.includes(name))
    const evidence = `missing: ${missing.join(', ') || 'none'}\nall: ${names.toSorted().join(', ')}`
    return judged(missing.length === 0, evidence)
  },
}

const clients: Doubt = {
  id: 'gpu-clients-run',
  title: 'Is each GPU client a process that runs?',
  why: 'Who uses the GPU is told by the clients alone; a number that is no process would be nobody.',
  assumption: 'every creator of a client is in the list of ps, a second later',
  at: [
    {
      file: 'src/main/probes/darwin/gpu-clients.ts',
      text: 'One connection of a process to the GPU',
    },
  ],
  marks: [],
  ask: async (mac) => {
    const listed = valueOf(await mac.read(gpuClients), 'ioreg')
    if (listed.length === 0) return notAsked('nobody has a GPU client here')
    const running = new Set(valueOf(await mac.read(processTimes), 'ps').map(({ pid }) => pid))
    const times = [...gpuTimeByPid(listed)]
    const gone = times.filter(([pid]) => !running.has(pid)).length
    const used = times.filter(([, ns]) => ns > 0).length
    const evidence = `${listed.length} clients of ${times.length} processes, ${used} with GPU time, ${gone} not in ps`
    // one may end between the two
    return judged(gone <= Math.max(1, 0.1 * times.length), evidence)
  },
}

export const gpuDoubts: readonly Doubt[] = [accelerators, statistics, clients]
