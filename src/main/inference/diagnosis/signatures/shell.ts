import type { LogEvent, MessageForm } from '../../logs/message-form.ts'
import { formsOf, symptom } from '../../logs/forms/form.ts'
import { sentenceAnywhere } from './sentence.ts'

const form = formsOf('shell')

/** Programs that run models, where a line names any program of the machine; Linux cuts names at 15 characters. */
const engine =
  /(?:^|[./])(?:ollama|llama|llamafile|python|uvicorn|vllm|mlx|omlx|rapid-mlx|whisper|koboldcpp|local-?ai|llmster|lms|LM[ -]?Studio|jan|gpt4all|comfyui|node-llama|text-generation|tabby|exo)(?![a-z]{4})/i

const killed = (): LogEvent => symptom('killed-by-system')
const killedEngine = (name: string | undefined): LogEvent | null =>
  name !== undefined && engine.test(name) ? killed() : null

// zsh: killed     python x.py                      (a progress bar may stand before it)
// [1]  + 36447 killed     ollama serve             (a job of zsh)
// [1]+  Killed: 9               python x.py        (of bash on macOS)
// run.sh: line 3: 12345 Killed: 9   ./llama-server -m x.gguf
// Killed: 9
/** That a program was ended by SIGKILL. By whom no shell knows: only a report of macOS tells (inference-logs.md §8). */
const shells: readonly MessageForm[] = [
  form(
    'zsh-killed',
    'zsh: killed',
    sentenceAnywhere(String.raw`(?<=^)zsh: killed(?: +\S|$)|zsh: killed {2,}\S`),
    killed,
  ),
  form('zsh-job-killed', ' killed ', /^\[\d{1,4}\] +(?:[+-] +)?\d{2,8} killed +\S/, killed),
  form(
    'bash-job-killed',
    ['  Killed', '- Killed', '+ Killed'],
    /^\[\d{1,4}\](?:[+-] +| {2,})Killed(?:: 9)? {2,}\S/,
    killed,
  ),
  form(
    'bash-line-killed',
    ' Killed',
    sentenceAnywhere(String.raw`(?<=^|: )line \d{1,6}: +\d{1,8} Killed(?:: 9)?(?: {2,}|$)`),
    killed,
  ),
  form('killed-9', 'Killed: 9', /(?:^|[\]%] ?)Killed: 9$/, killed),
  form('killed-alone', 'Killed', /^Killed$/, killed),
  form(
    'fish-killed',
    'terminated by signal SIGKILL',
    /^fish: (?:Job \d+, )?.{0,300}terminated by signal SIGKILL/,
    killed,
  ),
]

// ollama exited with code 137
// Process finished with exit code 137 (interrupted by signal 9:SIGKILL)
// subprocess.CalledProcessError: Command '[…]' died with <Signals.SIGKILL: 9>.
// exitcode  : -9 (pid: 4242)                       (torchrun)
/** 137 is 128 + 9: what shells, Docker and IDEs make of SIGKILL. */
const exits: readonly MessageForm[] = [
  form(
    'exited-137',
    ['code 137', 'code: 137', 'status 137', 'status: 137', 'code -9', 'code: -9', 'status -9'],
    sentenceAnywhere(
      String.raw`\b(?:exited|finished|terminated|failed|ended|died|stopped|quit)(?: \w+)? with (?:an? )?(?:non-zero )?(?:exit )?(?:code|status):? (?:137|-9)(?= ?\(|[).,;]*$)(?<=^(?![#>|*-] ).{0,400})`,
    ),
    killed,
  ),
  form(
    'exit-status-137',
    [
      ...[': ', ' ', '='].flatMap((by) =>
        ['code', 'status'].flatMap((what) => [`${what}${by}137`, `${what}${by}-9`]),
      ),
      ' : -9 (',
    ],
    // exitcode  : -9 (pid: 4242)
    /^(?:\S{1,80}: )?(?:(?:[Ee]xit (?:code|status)|exitcode)(?:: | |=)(?:137|-9)(?= ?\(|[).,;]*$)|exitcode +: -9 (?=\())/,
    killed,
  ),
  form(
    'python-child-killed',
    ['died with <Signals.SIGKILL', 'returned non-zero exit status 137'],
    /^(?:[\w.]+Error: )?Command .{1,2000} (?:died with <Signals\.SIGKILL: 9>|returned non-zero exit status 137)/,
    killed,
  ),
  form(
    'torchrun-killed',
    'Signal 9 (SIGKILL) received by PID',
    /^(?:traceback *: )?Signal 9 \(SIGKILL\) received by PID \d+$/,
    killed,
  ),
]

// kernel[0:1a2b] memorystatus: killing_specific_process pid 8812 [llama-server] (vm-compressor-space-shortage 100 12s) 41877504KB
// memorystatus: killing largest compressed process python3.12 [55572] 86587 MB
// com.apple.xpc.launchd[1] (com.ollama.ollama[501]): Service exited due to SIGKILL | sent by kernel_task[0]
// Out of memory: Killed process 1234 (ollama) total-vm:…
// ollama.service: Main process exited, code=killed, status=9/KILL
/** Logs of the whole system name any program; what launchd kills itself was told to stop (omlx#2184). */
const systems: readonly MessageForm[] = [
  form(
    'launchd-killed',
    'sent by kernel',
    /\(([\w./@-]{2,120}) ?\[\d+\]\)[^"]{0,60}?\bexited due to (?:SIGKILL|signal: Killed: 9)(?: \|)? sent by kernel/,
    ([, name]) => killedEngine(name),
  ),
  // idle programs that are put away are housekeeping (inference-logs.md §8)
  form(
    'kernel-killed',
    'memorystatus: killing_',
    sentenceAnywhere(
      String.raw`\bmemorystatus: killing_(?!idle)\w{1,40} (?:pid )?(?:\d+ )?\[([^\]]{1,60})\](?! \((?:long-)?idle-exit\b)`,
    ),
    ([, name]) => killedEngine(name),
  ),
  form(
    'kernel-killed-for-swap',
    ['memorystatus: killing ', 'low swap: killing '],
    sentenceAnywhere(
      String.raw`\b(?:memorystatus|low swap): killing (?:largest compressed process with pid \d+ \(([^)]{1,60})\) and size |(?:largest compressed process )?(\S[^\[\]]{0,60}) \[\d+\] (?:due to swap exhaustion|\d+ MB))`,
    ),
    ([, round, name]) => killedEngine(round ?? name),
  ),
  form(
    'linux-out-of-memory',
    ['Out of memory: Kill', 'out of memory: Kill'],
    /^(?:(?:kernel: ?|\[[^\]]{1,40}\]) ?){0,3}(?:Memory cgroup )?[Oo]ut of memory: Kill(?:ed)? process \d+ \(([^)]{1,40})\)/,
    ([, name]) => killedEngine(name),
  ),
  form(
    'systemd-out-of-memory',
    'killed by the OOM killer',
    /^(?:systemd\[\d+\]: )?([\w.@-]{1,80})\.service: .{0,60}killed by the OOM killer/,
    ([, name]) => killedEngine(name),
  ),
  form(
    'systemd-killed',
    'code=killed, status=9/KILL',
    /^(?:systemd\[\d+\]: )?([\w.@-]{1,80})\.service: .{0,60}code=killed, status=9\/KILL/,
    ([, name]) => killedEngine(name),
  ),
]

// [1]    36447 illegal hardware instruction  llama-cli -m tiny.gguf
// ImportError: dlopen(…): tried: '…' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))
// zsh: bad CPU type in executable: ./llama-server
/** Programs and libraries of the other processor. */
const processors: readonly MessageForm[] = [
  form(
    'illegal-instruction',
    ['illegal hardware instruction', 'Illegal instruction: 4'],
    /^(?:.{0,200}\])?(?:zsh: |\[\d{1,4}\] +(?:[+-] +)?\d{2,8} )illegal hardware instruction\b|(?:^|: line \d{1,6}: +\d{1,8} )Illegal instruction: 4\b/,
    () => ({
      kind: 'symptom',
      class: 'rosetta',
      facts: {},
      isConsequence: false,
      onlyIf: 'intel-build',
    }),
  ),
  form(
    'wrong-architecture',
    ['incompatible architecture (have', 'wrong architecture'],
    sentenceAnywhere(
      String.raw`\b(?:mach-o file, but is an |is an )incompatible architecture \(have [('](?:x86_64[)'], need [('](?:arm64)|arm64e?[)'], need [('](?:x86_64))|\bmach-o, but wrong architecture\b`,
    ),
    () => symptom('rosetta'),
  ),
  form(
    'bad-cpu-type',
    ['ad CPU type in executable'],
    sentenceAnywhere(String.raw`(?<=^|: |\] )[Bb]ad CPU type in executable(?=: |$)`),
    () => symptom('rosetta'),
  ),
  form('translated', 'sysctl.proc_translated: 1', /^sysctl\.proc_translated: 1$/, () =>
    symptom('rosetta'),
  ),
]

export const shellSignatures: readonly MessageForm[] = [
  ...shells,
  ...exits,
  ...systems,
  ...processors,
]
