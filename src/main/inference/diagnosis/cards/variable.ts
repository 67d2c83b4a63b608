import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isOnLinux } from './platform.ts'

/** On macOS Ollama leaves the check out that prints this sentence (inference-logs.md §0): it ran in a container. */
export const isInDocker = (one: Case): boolean =>
  one.signature === 'ollama-needs-more-memory' && !isOnLinux(one)

/**
 * How environment variables reach a program. Apps that the Finder starts do not see what a shell exports: `launchctl setenv`,
 * and the app must be started again (inference-logs.md §6). On Linux systemd starts Ollama.
 */
export function byVariables(
  one: Case,
  text: string,
  variables: Readonly<Record<string, string>>,
  costs: string,
): Fix {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  if (one.program !== 'ollama') return fix(text, `export ${settings.join(' ')}`, costs)
  if (isInDocker(one))
    return fix(
      `${text}; an option of docker run`,
      settings.map((setting) => `-e ${setting}`).join(' '),
      costs,
    )
  const inTerminal = `where it is started in a terminal: ${settings.join(' ')} ollama serve`
  if (isOnLinux(one))
    return fix(
      `${text}: below [Service], write ${settings.map((setting) => `Environment=${setting}`).join(' and ')}, then sudo systemctl restart ollama; ${inTerminal}`,
      'sudo systemctl edit ollama',
      costs,
    )
  return fix(
    `${text}, then quit and reopen the Ollama app; ${inTerminal}`,
    Object.entries(variables)
      .map(([name, value]) => `launchctl setenv ${name} ${value}`)
      .join(' && '),
    costs,
  )
}
