// Its types tell the whole library alone.
declare module 'systeminformation/lib/osinfo.js' {
  import type { Systeminformation } from 'systeminformation'
  export function osInfo(): Promise<Systeminformation.OsData>
}

declare module 'systeminformation/lib/cpu.js' {
  import type { Systeminformation } from 'systeminformation'
  export function cpu(): Promise<Systeminformation.CpuData>
}
