/** What a person types to ask a source what Headroom asks of it: where its own answer says more than a reason. */
type Commands = Readonly<Record<string, string>>

const onMac: Commands = {
  memory: 'vm_stat',
  pressure: 'sysctl kern.memorystatus_vm_pressure_level kern.memorystatus_level vm.swapusage',
  gpu: 'ioreg -r -d 1 -w 0 -c IOAccelerator',
  'gpu-clients': 'ioreg -r -c AGXDeviceUserClient -l',
  processes: 'ps -Ao pid,ppid,time,rss,ucomm',
  'process-facts': 'ps -Ao pid,ppid,lstart,user,flags,comm',
  top: 'top -l 1 -o mem -n 30 -stats pid,command,mem,cmprs',
  apps: 'lsappinfo list',
  'front-app': 'lsappinfo front',
  machine: 'sysctl hw.memsize machdep.cpu.brand_string',
  macos: 'sw_vers',
  profile: 'system_profiler -json SPHardwareDataType SPDisplaysDataType',
  'wired-limit': 'sysctl iogpu.wired_limit_mb debug.iogpu.wired_limit',
  battery: 'pmset -g batt',
  'speed-limit': 'pmset -g therm',
  thermal: 'notifyutil -g com.apple.system.thermalpressurelevel',
  disk: 'df -k /',
  // `log` alone is a builtin of some shells
  'kernel-log': '/usr/bin/log show --last 10m --style compact',
  reports: 'ls -lt /Library/Logs/DiagnosticReports',
}

const onLinux: Commands = {
  memory: 'cat /proc/meminfo',
  vmstat: 'cat /proc/vmstat',
  pressure: 'cat /proc/pressure/memory',
  processes: 'ls /proc',
  'own-pid': 'readlink /proc/self',
  boot: 'cat /proc/stat',
  'page-size': 'cat /proc/self/status',
  gpu: 'nvidia-smi',
  battery: 'ls /sys/class/power_supply',
  thermal: 'ls /sys/class/thermal',
  disk: 'df -k /',
}

/** null where nobody could ask it by hand, or where it is not known which machine it is. */
export function byHand(sourceId: string, platform: string | null): string | null {
  if (platform === null) return null
  return (platform === 'darwin' ? onMac : onLinux)[sourceId] ?? null
}
