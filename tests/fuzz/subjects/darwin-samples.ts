// Composed by us, after the forms that the tests of tests/probes/darwin hold with their sources.

const kernelLine = (message: string): string =>
  `2026-08-08 22:13:58.123 Df kernel[0:1a2b] ${message}`

export const kernelLog = `Timestamp               Ty Process[PID:TID]
${[
  'memorystatus: killing_specific_process pid 1234 [node] (vm-pageshortage 100) 2048KB - memorystatus_available_pages: 99',
  'low swap: killing largest compressed process with pid 321 (my (big) one) and size 12 MB',
  'memorystatus: killing big [2] one [321] due to swap exhaustion',
  'memorystatus: killing a [b] process [12] in band 30 with high relaunch probability',
  'low swap: failed to create swapfile',
  'memorystatus: triggering no paging space action',
  'memorystatus: killing_idle_process pid 386 [paperd] (long-idle-exit 0)',
  'memorystatus: killing_top_process_elevated1 pid 7 [My App [beta] (x)] (vm-compressor-space-shortage 100 17s rf:high type:daemon) 12KB - memorystatus_available_pages: 5',
]
  .map(kernelLine)
  .join('\n')}
`

export const macmonLine = `${JSON.stringify({
  temp: { cpu_temp_avg: 43.5, gpu_temp_avg: 36.25 },
  gpu_usage: [462, 0.125],
  gpu_freq_mhz: 462,
  gpu_usage_ratio: 0.125,
  gpu_active_ratio: 0.5,
  cpu_power: 0.25,
  gpu_power: 17.5,
  ane_power: 0,
  all_power: 17.75,
  sys_power: 30.5,
})}\n`

export const mactopLine = `${JSON.stringify({
  timestamp: '2026-08-01T16:15:19-07:00',
  soc_metrics: {
    cpu_power: 3.25,
    gpu_power: 6.5,
    ane_power: 0,
    gpu_freq_mhz: 643,
    gpu_active: 21.5,
    gpu_temp: 58.75,
  },
  processes: [{ pid: 4_242, command: 'llama-server' }],
})}\n`

const task = (id: number, name: string): string =>
  `<dict><key>pid</key><integer>${id}</integer><key>name</key><string>${name}</string>
   <key>cputime_ms_per_s</key><real>65.5</real><key>gputime_ms_per_s</key><real>2.5</real></dict>`

export const powerDocument = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
<key>elapsed_ns</key><integer>2000000000</integer>
<key>hw_model</key><string>Mac16,5</string><key>kern_osversion</key><string>24F74</string>
<key>thermal_pressure</key><string>Nominal</string>
<key>coalitions</key><array>
  <dict><key>name</key><string>com.example.chat</string><key>gputime_ms_per_s</key><real>11.5</real>
    <key>tasks</key><array>${task(600, 'chat')}${task(0, 'kernel_task')}</array></dict>
</array><key>all_tasks</key>${task(-2, 'ALL_TASKS')}
<key>processor</key><dict>
  <key>clusters</key><array>
    <dict><key>name</key><string>E-Cluster</string><key>freq_hz</key><real>1.2e+09</real>
      <key>idle_ratio</key><real>0.75</real></dict>
    <dict><key>name</key><string>P0-Cluster</string><key>freq_hz</key><real>600000000</real>
      <key>idle_ratio</key><real>0.25</real><key>down_ratio</key><real>0.625</real></dict>
  </array>
  <key>cpu_power</key><real>250</real><key>gpu_energy</key><integer>90000</integer>
  <key>gpu_power</key><real>45000</real><key>combined_power</key><real>45250</real>
</dict>
<key>gpu</key><dict><key>freq_hz</key><real>714.5</real>
  <key>idle_ratio</key><real>0.125</real><key>gpu_energy</key><integer>90000</integer></dict>
</dict>
</plist>
`

export const powerText = `Machine model: MacBookPro18,3
OS version: 24D81
Boot arguments:
Boot time: Fri Nov 10 09:43:28 2023

*** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (1004.51ms elapsed) ***

*** Running tasks ***

Name                               ID     CPU ms/s  User%  Deadlines (<2 ms, 2-5 ms)  Wakeups (Intr, Pkg idle)  GPU ms/s  Energy Impact
Web GPU Helper (3)                 67117  561.77    95.41  0.00    0.00               8.61    0.00              1.25      2053.47
DEAD_TASKS                         -1     1.00      50.00  0.00    0.00               1.00    0.00              9.00      1.00
ALL_TASKS                          -2     1146.77   77.23  215.33  0.00               654.62  17.22             0.00      3446.88

**** Processor usage ****

E-Cluster HW active frequency: 1318 MHz
E-Cluster HW active residency:  62.35% (600 MHz:   0% 972 MHz:  59% 2064 MHz:  22%)
CPU Power: 289 mW
GPU Power: 112 mW
ANE Power: 0 mW
Combined Power (CPU + GPU + ANE): 401 mW

**** GPU usage ****

GPU HW active frequency: 389 MHz
GPU HW active residency:   9.99% (389 MHz:  10% 486 MHz:   0%)
GPU idle residency:  90.01%
GPU Power: 104 mW

Current pressure level: Nominal

*** Sampled system activity (Fri Nov 10 12:37:09 2023 +0100) (1003.25ms elapsed) ***

GPU 0 GPU Busy                     : 0.72%
Intel energy model derived package power (CPUs+GT+SA): 2.48W
DRAM Power: 220 mW
`

export const launchctlPrint = `gui/501/dev.headroom.agent = {
\tactive count = 1
\tpath = /Users/me/Library/LaunchAgents/dev.headroom.agent.plist
\tstate = running

\targuments = {
\t\t/opt/homebrew/bin/node
\t\tpid = 7
\t}
\tpid = 913
\tlast exit code = 78: EX_CONFIG

\tendpoints = {
\t\t"dev.headroom" = {
\t\t\tstate = active
\t\t}
\t}
}
`

export const startedProcesses = `  812 Fri Nov 20 18:19:40 2026     /Applications/Some App.app/Contents/MacOS/Some App
    1 Thu Jan  1 00:00:00 1970     /sbin/launchd
`

export const batteryText = `Now drawing from 'Battery Power'
 -InternalBattery-0 (id=4653155)\t73%; discharging; 1:20 remaining present: true
`

export const hotText = `Note: No thermal warning level has been recorded
CPU_Scheduler_Limit \t= 100
CPU_Available_CPUs \t= 8
CPU_Speed_Limit \t= 62
`

export const metalText = `${JSON.stringify({
  name: 'Apple M4',
  workingSet: '12713115648',
  maxBuffer: '9534832640',
  unified: true,
})}\n`

export const footprintText = `======================================================================
llama-server [4242]: 64-bit    Footprint: 9 GB (16384 bytes per page)
======================================================================
    phys_footprint: 9663676416 B
    phys_footprint_peak: 9863676416 B
`
