import { expect, test } from 'vitest'
import { withoutPrompts } from '../../../src/main/inference/logs/without-prompt.ts'

test.each([
  ['zsh: killed     llama-cli -m x.gguf -p "my secret"', 'zsh: killed     llama-cli -m x.gguf …'],
  ['zsh: killed     python chat.py --prompt "my secret"', 'zsh: killed     python chat.py …'],
  ['zsh: killed     say my secret', 'zsh: killed     say …'],
  ['zsh: killed     ollama run llama3 my secret', 'zsh: killed     ollama run …'],
  ['[1]  + 36447 killed     ollama serve', '[1]  + 36447 killed     ollama serve'],
  [
    '[1]+  Killed: 9               python x.py my secret',
    '[1]+  Killed: 9               python x.py …',
  ],
  [
    'run.sh: line 3: 12345 Killed: 9   ./chat "my secret"',
    'run.sh: line 3: 12345 Killed: 9   ./chat …',
  ],
  [
    '[1]    36447 illegal hardware instruction  chat my secret',
    '[1]    36447 illegal hardware instruction  chat …',
  ],
  [
    "fish: Job 1, 'python x.py my secret' terminated by signal SIGKILL (Forced quit)",
    "fish: Job 1, 'python x.py …' terminated by signal SIGKILL (Forced quit)",
  ],
  [
    "CalledProcessError: Command '['python', 'chat.py', 'my secret']' died with <Signals.SIGKILL: 9>.",
    "CalledProcessError: Command '['python', … died with <Signals.SIGKILL: 9>.",
  ],
  ['+ llama-cli -m x.gguf -p my secret', '+ llama-cli -m x.gguf -p …'],
  ['ollama exited with code 137', 'ollama exited with code 137'],
])('of a command its program is shown, and no prompt: %s', (line, shown) => {
  expect(withoutPrompts(line)).toBe(shown)
})
