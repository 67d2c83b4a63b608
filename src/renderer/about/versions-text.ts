import type { About } from '../../shared/about.ts'
import { printable } from '../../shared/printable.ts'

/** For a bug report: a line for each. The folder stays here, as it names the user. */
export const versionsOf = ({ version, parts }: About): string =>
  [{ name: 'Headroom', version }, ...parts]
    .filter((part) => part.version !== '')
    .map((part) => `${printable(part.name)} ${printable(part.version)}`)
    .join('\n')
