import { keyOf, type Question } from '../../../src/main/host/host.ts'

/** What the Mac of the budget is like. */
export interface Mac {
  readonly isOnBattery: boolean
  /** What tells its power; null: nothing that is installed or allowed. */
  readonly powerBy: 'powermetrics' | 'macmon' | null
}

const suspects = [900, 901, 902, 903, 904]
const startedAt = 'Sat Aug  1 17:46:44 2026'
const commands: ReadonlyMap<number, string> = new Map([
  [1, '/sbin/launchd'],
  [700, '/Applications/Safari.app/Contents/MacOS/Safari'],
  ...suspects.map((pid) => [pid, '/opt/homebrew/bin/llama-server'] as const),
  [990, '/usr/local/bin/node'],
])

const battery = "Now drawing from 'Battery Power'\n"
const mains = "Now drawing from 'AC Power'\n"

const fixedAnswers: readonly (readonly [begin: string, text: string])[] = [
  [
    '/usr/bin/vm_stat',
    `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free: 40120.
Pages active: 500000.
Pages inactive: 490000.
Pages speculative: 12000.
Pages throttled: 0.
Pages wired down: 201345.
Pages purgeable: 20000.
File-backed pages: 300000.
Anonymous pages: 702000.
Pages stored in compressor: 90000.
Pages occupied by compressor: 30000.
Pageins: 8432517.
Pageouts: 5901.
Swapins: 0.
Swapouts: 0.
`,
  ],
  [
    '/usr/sbin/ioreg -r -d 1',
    `+-o AGXAcceleratorG14S  <class AGXAcceleratorG14S, id 0x100000400, registered, matched, active>
    {
      "PerformanceStatistics" = {"In use system memory (driver)"=0,"In use system memory"=1073741824,"Device Utilization %"=4}
      "model" = "Apple M2 Max"
    }
`,
  ],
  [
    '/usr/sbin/ioreg -r -c AGXDeviceUserClient',
    `+-o AGXDeviceUserClient  <class AGXDeviceUserClient, id 0x100001000, !registered, !matched, active>
    {
      "AppUsage" = ({"API"="Metal","lastSubmittedTime"=90000000,"accumulatedGPUTime"=70000000})
      "IOUserClientCreator" = "pid 900, llama-server"
      "CommandQueueCount" = 1
    }
`,
  ],
  ['/usr/sbin/sysctl iogpu', 'iogpu.wired_limit_mb: 0\n'],
  [
    '/usr/sbin/sysctl kern',
    'kern.memorystatus_vm_pressure_level: 1\nkern.memorystatus_level: 57\nvm.swapusage: total = 2048.00M  used = 310.25M  free = 1737.75M  (encrypted)\n',
  ],
  [
    '/usr/sbin/sysctl hw.memsize',
    'hw.memsize: 34359738368\nhw.pagesize: 16384\nhw.ncpu: 12\nmachdep.cpu.brand_string: Apple M2 Max\n',
  ],
  [
    '/usr/bin/top',
    `Processes: 616 total, 4 running, 612 sleeping, 2791 threads
CPU usage: 25.73% user, 16.91% sys, 57.35% idle
PhysMem: 31G used (2221M wired, 1884M compressor), 344M unused.
VM: 251T vsize, 5703M framework vsize, 0(0) swapins, 0(0) swapouts.

PID    COMMAND          MEM   CMPRS
900    llama-server     19G   0B
700    Safari           700M  20M
`,
  ],
  [
    '/usr/bin/lsappinfo list',
    ` 5) "Safari" ASN:0x0-0x18018: (in front)
    bundleID="com.apple.Safari"
    bundle path="/Applications/Safari.app"
    pid = 700 type="Foreground" flavor=3 Version="18" fileType="APPL" creator="sfri" Arch=ARM64
`,
  ],
  ['/usr/bin/lsappinfo front', 'ASN:0x0-0x18018:\n'],
  ['/usr/bin/file', '/opt/homebrew/bin/llama-server: Mach-O 64-bit executable arm64\n'],
  [
    '/usr/bin/pmset -g therm',
    'Note: No thermal warning level has been recorded\nNote: No performance warning level has been recorded\nNote: No CPU power status has been recorded\n',
  ],
  ['/usr/bin/notifyutil', 'com.apple.system.thermalpressurelevel 0\n'],
  ['/usr/bin/sw_vers', 'ProductName:\t\tmacOS\nProductVersion:\t\t15.6\nBuildVersion:\t\t24G84\n'],
  [
    '/usr/sbin/system_profiler',
    '{"SPHardwareDataType":[{"chip_type":"Apple M2 Max","machine_name":"MacBook Pro","number_processors":"proc 12:8:4","physical_memory":"32 GB"}],"SPDisplaysDataType":[{"_name":"Apple M2 Max","sppci_cores":"38","sppci_model":"Apple M2 Max"}]}',
  ],
  [
    '/usr/bin/osascript',
    '{"name":"Apple M2 Max","workingSet":"22906503168","maxBuffer":"17179869184","unified":true}\n',
  ],
  ['/usr/bin/sudo -n -l', '/usr/bin/powermetrics\n'],
  ['node/process', '{"pid":990,"cpuMs":10,"residentBytes":80000000}'],
]

/**
 * The answers of a Mac with five models running, where a new process has begun with each list of them: what makes Headroom
 * ask the most. null: there is no such thing.
 */
export function createAnswers({
  isOnBattery,
  powerBy,
}: Mac): (question: Question) => string | null {
  let newestPid = 5_000

  const factsText = (): string =>
    ['PID PPID STARTED USER F COMM']
      .concat([...commands].map(([pid, command]) => `${pid} 1 ${startedAt} u 4004 ${command}`))
      .concat(`${newestPid} 1 ${startedAt} u 4004 /usr/libexec/a-new-one\n`)
      .join('\n')
  const timesText = (): string => {
    newestPid++
    return ['PID PPID TIME RSS UCOMM']
      .concat([...commands.keys()].map((pid) => `${pid} 1 1:00.00 900000 one`))
      .concat(`${newestPid} 1 0:00.01 2000 a-new-one\n`)
      .join('\n')
  }

  return (question) => {
    const key = keyOf(question)
    if (question.kind === 'process') return 'runs'
    if (question.kind === 'http') return serverAnswer(new URL(question.url))
    if (question.kind === 'disk') return '{"totalBytes":994662584320,"freeBytes":85000000000}'
    if (question.kind === 'stat') return isModel(key) || isInstalled(key, powerBy) ? fileStat : null
    if (key.startsWith('/bin/ps -Ao pid,ppid,time')) return timesText()
    if (key.startsWith('/bin/ps -ww')) return argumentsText(key)
    if (key.startsWith('/bin/ps')) return factsText()
    if (key.startsWith('/usr/sbin/lsof')) return openFilesText(key)
    if (key.startsWith('/usr/bin/footprint')) return footprintText(key)
    if (key === '/usr/bin/pmset -g batt') return (isOnBattery ? battery : mains) + batteryLine
    return fixedAnswers.find(([begin]) => key.startsWith(begin))?.[1] ?? null
  }
}

const batteryLine =
  ' -InternalBattery-0 (id=36438115)\t73%; discharging; 1:20 remaining present: true\n'
const fileStat = '{"type":"file","sizeBytes":1,"modifiedAtMs":0,"device":1,"inode":1}'

const isInstalled = (path: string, powerBy: Mac['powerBy']): boolean =>
  (powerBy === 'powermetrics' && path.startsWith('/etc/sudoers.d/')) ||
  (powerBy === 'macmon' && path === '/opt/homebrew/bin/macmon')

const footprintText = (key: string): string =>
  [...key.matchAll(/-p (\d+)/g)]
    .map(
      ([, pid]) =>
        `llama-server [${pid}]: 64-bit    Footprint: 5242880000 B (16384 bytes per page)\nAuxiliary data:\n    phys_footprint: 5259264000 B\n`,
    )
    .join('\n')

/** Of the pids that stand behind `-p`. */
const pidsIn = (key: string): readonly number[] =>
  (/ -p ([\d,]+)/.exec(key)?.[1] ?? '').split(',').map(Number)

const modelOf = (pid: number): string => `/Users/u/models/model-${pid}.gguf`
/** Of one the path begins where it was started, and lsof does not tell that: its weights are looked for among what it has mapped. */
const namedModelOf = (pid: number): string => (pid === 904 ? 'model-904.gguf' : modelOf(pid))
const isModel = (path: string): boolean => suspects.some((pid) => path === modelOf(pid))

const argumentsText = (key: string): string =>
  pidsIn(key)
    .flatMap((pid) => {
      const command = commands.get(pid)
      const isServer = suspects.includes(pid)
      const options = isServer ? ` -m ${namedModelOf(pid)} --port ${8_000 + pid} -c 8192` : ''
      return command === undefined ? [] : [`${String(pid).padStart(5)} ${command}${options}\n`]
    })
    .join('')

const openFilesText = (key: string): string =>
  pidsIn(key)
    .filter((pid) => suspects.includes(pid) && !key.includes(' -d cwd '))
    .map((pid) =>
      key.includes(' -d 1,2 ')
        ? `p${pid}\nf1\ntCHR\nn/dev/ttys001\nf2\ntCHR\nn/dev/ttys001\n`
        : key.includes(' -iTCP ')
          ? `p${pid}\ncllama-server\nLu\nf12\ntIPv4\nn127.0.0.1:${8_000 + pid}\n`
          : `p${pid}\nftxt\ntREG\ns1200000\nn${commands.get(pid)}\nftxt\ntREG\ns5000000000\nn${modelOf(pid)}\n`,
    )
    .join('')

/** Of a llama-server that works at one request, which is what makes Headroom ask the most. */
const serverBodies: ReadonlyMap<string, (modelFile: string) => unknown> = new Map<
  string,
  (modelFile: string) => unknown
>([
  ['/health', () => ({ status: 'ok' })],
  [
    '/props',
    (model_path) => ({
      model_path,
      total_slots: 1,
      endpoint_slots: true,
      endpoint_metrics: false,
      is_sleeping: false,
      build_info: 'b10470-34af94cd9',
      default_generation_settings: { n_ctx: 8192 },
    }),
  ],
  ['/v1/models', (id) => ({ data: [{ id, owned_by: 'llamacpp', meta: { n_ctx: 8192 } }] })],
  ['/slots', () => [{ id: 0, n_ctx: 8192, is_processing: true, id_task: 1, n_prompt_tokens: 900 }]],
])

function serverAnswer({ pathname, port }: URL): string {
  const body = serverBodies.get(pathname)
  const answer = { contentType: 'application/json', server: 'llama.cpp' }
  const text = JSON.stringify(body?.(namedModelOf(Number(port) - 8_000)) ?? { error: 'not found' })
  return JSON.stringify({ ...answer, status: body === undefined ? 404 : 200, body: text })
}

/** What a stream prints in a second. */
export const pieceOf = (key: string): string =>
  key.includes('macmon') ? '{"gpu_power":0.0174,"cpu_power":0.2,"all_power":0.22}\n' : powerDocument

const powerDocument = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>elapsed_ns</key><integer>1009000000</integer><key>processor</key><dict><key>gpu_energy</key><integer>31</integer></dict></dict></plist>
`
