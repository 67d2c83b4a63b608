/**
 * What each command of macOS costs, by what others have published: nothing here was measured by us, and Headroom has not run
 * on a Mac. `sf N` is a stored public file by its number, §N a section of macos-sources.md.
 */
export interface Cost {
  readonly name: string
  /** How its key in a recording begins; of a stream, its argv. */
  readonly keyBegins: string
  /** What its figures are: processor time, time on the clock (a bound: a command waits as well), or nobody's figure. */
  readonly knownBy: 'processor time' | 'elapsed time' | 'assumed'
  readonly source: string
  /** Of one question, or of one sample of a stream, in milliseconds. */
  readonly ms: (key: string) => Span
  readonly isStream?: boolean
}

/** `usual`: the reference's figure where it has one, else the middle one of those published, the upper of an even number. */
export interface Span {
  readonly least: number
  readonly usual: number
  readonly most: number
}
export type Level = keyof Span

const span = (least: number, usual: number, most: number): Span => ({ least, usual, most })
const each = (least: number, usual: number, most: number) => (): Span => span(least, usual, most)

/** Nobody's figure for this tool: what a small one takes (`pgrep`: 5 ms of processor time, Ebullioscopic/Atoll#767). */
const smallTool = {
  knownBy: 'assumed',
  source: 'a small tool: pgrep takes 5 ms of processor time (Ebullioscopic/Atoll#767)',
  ms: each(3, 5, 10),
} as const

/** Superlinear (§4): one pid 40 ms, twelve 0.33 s, which is 27 ms for each further one; at most 110 ms for each. */
function footprintMs(key: string): Span {
  const pidCount = key.split(' ').filter((word) => word === '-p').length
  return span(27 * pidCount, 40 + 27 * (pidCount - 1), 110 * pidCount)
}

const memoryCosts: readonly Cost[] = [
  {
    name: 'vm_stat',
    keyBegins: '/usr/bin/vm_stat',
    knownBy: 'elapsed time',
    source: '2 ms (sf 56269470530), 4 ms with a sysctl (sf 70490168403), 18 ms (sf 59726486724)',
    ms: each(2, 4, 18),
  },
  {
    name: 'ioreg IOAccelerator, depth 1',
    keyBegins: '/usr/sbin/ioreg -r -d 1 -w 0 -c IOAccelerator',
    knownBy: 'elapsed time',
    source:
      '21 ms (sf 55179684756), 25 ms with one key (sf 69072373987), both of this class at depth 1',
    ms: each(21, 25, 25),
  },
  ...(
    [
      ['sysctl, pressure and swap', 'kern.memorystatus_vm_pressure_level'],
      ['sysctl, override of the limit', 'iogpu.wired_limit_mb'],
      ['sysctl, machine', 'hw.memsize'],
    ] as const
  ).map(([name, firstWord]): Cost => ({
    name,
    keyBegins: `/usr/sbin/sysctl ${firstWord}`,
    knownBy: 'elapsed time',
    source: '0.2 ms (sf 59821666626), 1 to 2 ms (sf 61304418624), 18 ms (sf 57922911945)',
    ms: each(0.2, 2, 18),
  })),
]

const lsappinfo = '5 ms (sf 54686441502), 10 ms (sf 59900354762), 30 ms (sf 67281269659)'

const processCosts: readonly Cost[] = [
  {
    name: 'ps, times',
    keyBegins: '/bin/ps -Ao pid,ppid,time,rss',
    knownBy: 'elapsed time',
    source: '22 ms at 800 processes (§4); 30 to 50 ms for a whole table (sf 60099689129)',
    ms: each(22, 22, 50),
  },
  {
    name: 'ps, names and starts',
    keyBegins: '/bin/ps -Ao pid,ppid,lstart,user,flags,comm',
    knownBy: 'elapsed time',
    source: '44 ms at 800 processes (§4)',
    ms: each(44, 44, 44),
  },
  {
    name: 'top, one pass',
    keyBegins: '/usr/bin/top -l 1',
    knownBy: 'processor time',
    source:
      '0.29 s (sf 56330443548), 0.5 s (sf 69424489074), 0.7 s (sf 60836645192), 0.82 to 1.04 s (sf 60099689129), 2.2 s at 985 processes (sf 58661500415)',
    ms: each(290, 700, 2_200),
  },
  {
    name: 'ioreg AGXDeviceUserClient',
    keyBegins: '/usr/sbin/ioreg -r -c AGXDeviceUserClient',
    knownBy: 'elapsed time',
    source: '20 ms for the whole AGXAccelerator, clients among it (sf 59701499157)',
    ms: each(20, 20, 20),
  },
  {
    name: 'footprint',
    keyBegins: '/usr/bin/footprint',
    knownBy: 'elapsed time',
    source: '40 ms, 108 ms for one pid, 0.33 s for twelve (§4); 43 ms (sf 58732158141)',
    ms: footprintMs,
  },
  {
    name: 'lsappinfo list',
    keyBegins: '/usr/bin/lsappinfo list',
    knownBy: 'assumed',
    source: `the most of a short lsappinfo: ${lsappinfo}`,
    ms: each(10, 30, 60),
  },
  {
    name: 'lsappinfo front',
    keyBegins: '/usr/bin/lsappinfo front',
    knownBy: 'elapsed time',
    source: lsappinfo,
    ms: each(5, 10, 30),
  },
  { name: 'file', keyBegins: '/usr/bin/file', ...smallTool },
]

/** The programs are asked of a few processes only; what is known is of all of them (sf 69265105400, elapsed time). */
const serverCosts: readonly Cost[] = [
  {
    name: 'lsof, listening',
    keyBegins: '/usr/sbin/lsof -nP -a -p',
    knownBy: 'assumed',
    source: '34 ms for all processes (sf 69265105400); tens to hundreds (server-apis.md §2)',
    ms: each(10, 34, 100),
  },
  {
    name: 'lsof, mapped files',
    keyBegins: '/usr/sbin/lsof -nP -w -a -d txt',
    knownBy: 'assumed',
    source: 'as lsof, listening; a process has some thousands of regions to look through',
    ms: each(10, 34, 200),
  },
  {
    name: 'lsof, where output goes',
    keyBegins: '/usr/sbin/lsof -nP -w -a -d 1,2',
    knownBy: 'assumed',
    source: 'as lsof, listening; once for each server',
    ms: each(10, 34, 100),
  },
  {
    name: 'lsof, folder',
    keyBegins: '/usr/sbin/lsof -nP -w -a -d cwd',
    knownBy: 'assumed',
    source: 'as lsof, listening; once for each server that names a relative path',
    ms: each(10, 34, 100),
  },
  {
    name: 'ps, arguments',
    keyBegins: '/bin/ps -ww -o pid=,args= -p',
    knownBy: 'assumed',
    source: '26 ms for all processes (sf 69265105400); least: a small tool',
    ms: each(5, 26, 44),
  },
]

const machineCosts: readonly Cost[] = [
  {
    name: 'pmset -g batt',
    keyBegins: '/usr/bin/pmset -g batt',
    knownBy: 'elapsed time',
    source: '9.6 ms, the mean of ten on an M1 Pro (sf 62452785810)',
    ms: each(9.6, 9.6, 9.6),
  },
  {
    name: 'pmset -g therm',
    keyBegins: '/usr/bin/pmset -g therm',
    knownBy: 'assumed',
    source: 'as pmset -g batt',
    ms: each(9.6, 9.6, 9.6),
  },
  { name: 'notifyutil', keyBegins: '/usr/bin/notifyutil', ...smallTool },
  { name: 'sw_vers', keyBegins: '/usr/bin/sw_vers', ...smallTool },
  {
    name: 'system_profiler',
    keyBegins: '/usr/sbin/system_profiler',
    knownBy: 'elapsed time',
    source:
      '75 ms (sf 70165244139), 300 ms (sf 52459731446), 600 ms (sf 56771610840), 1 to 2 s (sf 59661953891)',
    ms: each(75, 600, 2_000),
  },
  {
    name: 'osascript, Metal',
    keyBegins: '/usr/bin/osascript',
    knownBy: 'elapsed time',
    source: '100 to 200 ms a launch (§5), 100 to 300 ms (juan294/summon#294)',
    ms: each(100, 200, 300),
  },
  {
    name: 'sudo -l',
    keyBegins: '/usr/bin/sudo -n -l',
    knownBy: 'assumed',
    source: 'twice a small tool',
    ms: each(5, 10, 20),
  },
]

const streamCosts: readonly Cost[] = [
  {
    name: 'powermetrics, a sample',
    keyBegins: '/usr/bin/sudo -n /usr/bin/powermetrics',
    knownBy: 'assumed',
    source:
      'as macmon: the samples of both are IOReport\'s, 9 ms each (lablup/all-smi#411); least: 6 ms a sample (Firefox docs, "powermetrics", Intel)',
    isStream: true,
    ms: each(6, 15, 15),
  },
  {
    name: 'macmon, a sample',
    keyBegins: '/opt/homebrew/bin/macmon pipe',
    knownBy: 'processor time',
    source: '1 to 1.5 % of a core at a sample a second, its author (vladkens/macmon#3)',
    isStream: true,
    ms: each(10, 15, 15),
  },
]

export const costs: readonly Cost[] = [
  ...memoryCosts,
  ...processCosts,
  ...serverCosts,
  ...machineCosts,
  ...streamCosts,
]
