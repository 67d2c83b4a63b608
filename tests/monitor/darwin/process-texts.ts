/** A process as `ps` lists it. */
export interface Listed {
  readonly pid: number
  readonly parentPid: number
  readonly user: string
  readonly file: string
  readonly rssKib: number
  /** Hexadecimal, as printed. */
  readonly flags?: string
}

/** 1 August 2026, 10:00 UTC: when every process of these tables was started. */
export const startedAtMs = Date.UTC(2026, 7, 1, 10)

export const timesText = (processes: readonly Listed[]): string =>
  [
    '  PID  PPID      TIME    RSS UCOMM',
    ...processes.map(
      ({ pid, parentPid, rssKib, file }) =>
        `${pid} ${parentPid} 0:01.50 ${rssKib} ${file.slice(file.lastIndexOf('/') + 1).slice(0, 16)}`,
    ),
    '',
  ].join('\n')

export const factsText = (processes: readonly Listed[]): string =>
  [
    '  PID  PPID STARTED                      USER                    F COMM',
    ...processes.map(
      ({ pid, parentPid, user, flags = '4004', file }) =>
        `${pid} ${parentPid} Sat Aug  1 10:00:00 2026 ${user} ${flags} ${file}`,
    ),
    '',
  ].join('\n')

/** What `footprint` says of each, without categories. */
export const footprintText = (bytesByPid: Readonly<Record<number, number>>): string =>
  Object.entries(bytesByPid)
    .map(
      ([pid, bytes]) => `======================================================================
program [${pid}]: 64-bit    Footprint: ${bytes} B (16384 bytes per page)
======================================================================

Auxiliary data:
    phys_footprint: ${bytes} B
    phys_footprint_peak: ${bytes} B
`,
    )
    .join('\n')
