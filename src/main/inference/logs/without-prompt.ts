/** What may hold a command line, or a part of one. */
const signs = /illed|illegal |llegal instruction|Command |SIGKILL|-p\b|-prompt|-sys\b/

// zsh: killed     llama-cli -m x.gguf -p "…"
// [1]  + 36447 killed     ollama serve
// [1]+  Killed: 9               python x.py
// run.sh: line 3: 12345 Killed: 9   ./llama-server -m x.gguf
// [1]    36447 illegal hardware instruction  llama-cli -m tiny.gguf
const shell =
  /((?:zsh: |\d )killed {1,40}|Killed(?:: 9)? {2,40}|illegal hardware instruction {1,40}|llegal instruction: 4 {1,40})(\S.*)/
// fish: Job 1, 'python train.py' terminated by signal SIGKILL (Forced quit)
const fish = /^(fish: Job \d+, ')(.*)(?=' terminated by signal)/
// subprocess.CalledProcessError: Command '['python', 'train.py']' died with <Signals.SIGKILL: 9>.
const python =
  /^(.{0,200}?\bCommand \S{1,200}) .{1,2000}( (?:died with <Signals|returned non-zero exit))/
const option = /(\s(?:-p|-sys|--prompt|--system-prompt|--negative-prompt)[ =]).+/

/** A program, and what tells which: the file or the module that it runs, or the first word of Ollama's and others'. */
const program = /^\S+(?: +(?:-m +)?[\w./~-]{1,200}\.\w{1,5}(?!\S)| +(?:serve|run|start)(?!\S))?/

function programOf(command: string): string {
  const name = program.exec(command)?.[0] ?? ''
  return name.length === command.trimEnd().length ? command : `${name} …`
}

/** Command lines hold prompts: the name of the program is enough. */
export function withoutPrompts(line: string): string {
  if (!signs.test(line)) return line
  const named = (_: string, before: string, command: string) => before + programOf(command)
  return line
    .replace(shell, named)
    .replace(fish, named)
    .replace(python, '$1 …$2')
    .replace(option, '$1…')
}
