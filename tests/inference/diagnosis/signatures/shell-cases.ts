import type { SignatureCase } from '../signature-case.ts'

/** Shells, containers, and the system around programs. */
export const shellCases: readonly SignatureCase[] = [
  {
    signature: 'zsh-killed',
    origin: "composed from zsh's wording, behind a progress bar",
    log: ' 12%|█▏        | 12/100 [06:44<49:24, 33.69s/it]zsh: killed     python train.py --device mps',
    twin: 'I get zsh: killed when I run it, and "zsh: killed     python" means no memory.',
  },
  {
    signature: 'zsh-killed',
    origin: "composed from zsh's wording",
    log: 'zsh: killed     npm run build',
    twin: 'zsh: terminated  python train.py',
  },
  {
    signature: 'zsh-job-killed',
    origin: "composed from zsh's wording of a job",
    log: '[1]  + 36447 killed     ollama serve',
    twin: '[1]    36447 abort      python train.py',
  },
  {
    signature: 'bash-job-killed',
    origin: "composed from bash's wording of a job on macOS",
    log: '[1]+  Killed: 9               ./llama-server -m tiny.gguf',
    twin: '[1]+  Terminated: 15          ./llama-server -m tiny.gguf',
  },
  {
    signature: 'bash-line-killed',
    origin: "composed from bash's wording of a script",
    log: './run.sh: line 3: 12345 Killed: 9                 ./llama-server -m tiny.gguf',
    twin: './run.sh: line 3: 12345 Segmentation fault: 11  ./llama-server -m tiny.gguf',
  },
  {
    signature: 'killed-9',
    origin: "composed from bash's wording on macOS",
    log: 'llama_kv_cache: size = 1088.00 MiB\nKilled: 9',
    twin: 'Killed: 9 players, 2 monsters',
  },
  {
    signature: 'killed-alone',
    origin: "composed from a shell's wording on Linux",
    log: 'Loading checkpoint shards:  40%|████      | 2/5 [00:10<00:15]\nKilled',
    twin: 'Killed the old server on port 8080',
  },
  {
    signature: 'fish-killed',
    origin: "composed from fish's wording",
    log: "fish: Job 1, 'python train.py' terminated by signal SIGKILL (Forced quit)",
    twin: "fish: Job 1, 'python train.py' terminated by signal SIGINT (Quit request from job control with ^C)",
  },
  {
    signature: 'exited-137',
    origin: "composed from PyCharm's wording",
    log: 'Process finished with exit code 137 (interrupted by signal 9:SIGKILL)',
    twin: '- Process exited with code 137: it was killed, so look at the memory of the VM',
  },
  {
    signature: 'exited-137',
    origin: "composed from docker compose's wording",
    log: 'ollama exited with code 137',
    twin: 'ollama exited with code 0\nIf it exited with code 137, the memory was too small.',
  },
  {
    signature: 'exit-status-137',
    origin: "composed from torchrun's report of failures",
    log: '  exitcode  : -9 (pid: 4242)',
    twin: '  exitcode  : 1 (pid: 4242)',
  },
  {
    signature: 'python-child-killed',
    origin: "composed from subprocess.py of Python's library",
    log: "subprocess.CalledProcessError: Command '['python', 'train.py']' died with <Signals.SIGKILL: 9>.",
    twin: "subprocess.CalledProcessError: Command '['python', 'train.py']' died with <Signals.SIGABRT: 6>.",
  },
  {
    signature: 'torchrun-killed',
    origin: "composed from torchrun's report of failures",
    log: '  traceback : Signal 9 (SIGKILL) received by PID 4242',
    twin: '  traceback : Signal 15 (SIGTERM) received by PID 4242',
  },
  {
    signature: 'launchd-killed',
    origin: "composed from launchd's wording",
    log: 'com.apple.xpc.launchd[1] (com.ollama.ollama[501]): Service exited due to SIGKILL | sent by kernel_task[0]',
    twin: 'com.apple.xpc.launchd[1] (com.example.mail[502]): Service exited due to SIGKILL | sent by kernel_task[0]\ncom.apple.xpc.launchd[1] (com.ollama.ollama[501]): Service exited due to SIGKILL | sent by launchd[1]',
  },
  {
    signature: 'kernel-killed',
    origin:
      "composed from XNU's kern_memorystatus.c as public excerpts show it (inference-logs.md §8)",
    log: '2026-04-11 18:22:07.551 Df kernel[0:1a2b] memorystatus: killing_specific_process pid 8812 [llama-server] (vm-compressor-space-shortage 100 12s) 41877504KB - memorystatus_available_pages: 12044',
    twin: '2026-04-11 18:22:07.551 Df kernel[0:1a2b] memorystatus: killing_idle_process pid 8813 [llama-server] (idle-exit) 1024KB',
  },
  {
    signature: 'kernel-killed',
    origin:
      "composed from XNU's kern_memorystatus.c as public excerpts show it (inference-logs.md §8)",
    log: 'memorystatus: killing_highwater_process [ollama] (highwater 100 17s) 8579568KB',
    twin: 'memorystatus: killing_top_process pid 7 [Safari] (vm-pageshortage 100) 1234KB\nmemorystatus: killing_specific_process pid 8 [ollama] (long-idle-exit 0 3s) 1234KB',
  },
  {
    signature: 'kernel-killed-for-swap',
    origin:
      "composed from XNU's kern_memorystatus.c as public excerpts show it (inference-logs.md §8)",
    log: 'kernel: memorystatus: killing largest compressed process python3.12 [55572] 86587 MB',
    twin: 'kernel: memorystatus: killing largest compressed process photod [55572] 86587 MB',
  },
  {
    signature: 'kernel-killed-for-swap',
    origin:
      "composed from XNU's kern_memorystatus.c as public excerpts show it (inference-logs.md §8)",
    log: 'kernel: low swap: killing largest compressed process with pid 29670 (llama-server) and size 86587 MB',
    twin: 'kernel: low swap: killing largest compressed process with pid 29670 (mongod) and size 1 MB',
  },
  {
    signature: 'kernel-killed-for-swap',
    origin:
      "composed from XNU's kern_memorystatus.c as public excerpts show it (inference-logs.md §8)",
    log: 'kernel: memorystatus: killing python3.12 [55572] due to swap exhaustion',
    twin: 'kernel: memorystatus: killing ollama [55572] in band 30 with high relaunch probability',
  },
  {
    signature: 'linux-out-of-memory',
    origin: 'composed from oom_kill.c of Linux',
    log: '[12345.678901] Out of memory: Killed process 1234 (ollama) total-vm:41943040kB, anon-rss:30000000kB',
    twin: '[12345.678901] Out of memory: Killed process 1234 (chrome) total-vm:41943040kB, anon-rss:30000000kB',
  },
  {
    signature: 'systemd-out-of-memory',
    origin: "composed from systemd's wording",
    log: 'ollama.service: A process of this unit has been killed by the OOM killer.',
    twin: 'mysql.service: A process of this unit has been killed by the OOM killer.',
  },
  {
    signature: 'systemd-killed',
    origin: "composed from systemd's wording",
    log: 'systemd[1]: ollama.service: Main process exited, code=killed, status=9/KILL',
    twin: 'systemd[1]: ollama.service: Main process exited, code=killed, status=15/TERM',
  },
  {
    signature: 'illegal-instruction',
    origin: 'composed from the build line of an Intel llama.cpp and the wording of zsh',
    log: 'build: 3827 (95bc82fb) with Apple clang version 15.0.0 for x86_64-apple-darwin23.6.0\n[1]    36447 illegal hardware instruction  llama-cli -m tiny.gguf -n 128',
    twin: 'build: 3827 (95bc82fb) with Apple clang version 15.0.0 for arm64-apple-darwin23.6.0\n[1]    36447 illegal hardware instruction  llama-cli -m tiny.gguf -n 128',
  },
  {
    signature: 'wrong-architecture',
    origin: "composed from dyld's wording",
    log: "ImportError: dlopen(/opt/env/_core.so, 0x0002): tried: '/opt/env/_core.so' (mach-o file, but is an incompatible architecture (have 'arm64', need 'x86_64'))",
    twin: "dyld[4185]: terminating because inserted dylib could not be loaded: (mach-o file, but is an incompatible architecture (have 'arm64', need 'arm64e'))",
  },
  {
    signature: 'wrong-architecture',
    origin: "composed from dyld's wording",
    log: "OSError: dlopen(libllama.dylib, 0x0006): tried: 'libllama.dylib' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64e' or 'arm64'))",
    twin: 'Wheels of an incompatible architecture (have a look at pip debug) are skipped.',
  },
  {
    signature: 'bad-cpu-type',
    origin: "composed from zsh's wording",
    log: 'zsh: bad CPU type in executable: ./llama-server',
    twin: 'zsh: permission denied: ./llama-server',
  },
  {
    signature: 'translated',
    origin: "composed from sysctl's wording",
    log: 'sysctl.proc_translated: 1',
    twin: 'sysctl.proc_translated: 0',
  },
]
