import type { Question } from '../../../src/main/host/host.ts'

/** What others have measured, and what is near to it (macos-sources §4, §9). */
export function tookMsOf(question: Question): number {
  if (question.kind !== 'command') return question.kind === 'http' ? 0.9 : 0.2
  const [program, option] = question.argv
  switch (program) {
    case '/bin/ps':
      return question.argv.includes('-p')
        ? 9
        : option === '-Ao' && question.argv[2]?.includes('lstart') !== true
          ? 22
          : 44
    case '/usr/bin/top':
      return 220
    case '/usr/bin/footprint':
      return 40 * question.argv.filter((word) => word === '-p').length
    case '/usr/sbin/lsof':
      return 34
    case '/usr/sbin/ioreg':
      return 9
    case '/usr/bin/osascript':
      return 160
    case '/usr/sbin/system_profiler':
      return 1_100
    case '/usr/bin/lsappinfo':
      return 12
    default:
      return 4
  }
}
