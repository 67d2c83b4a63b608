import { InvalidArgumentError } from 'commander'
import { parseMoment } from '../../../src/main/cli/moment.ts'
import { parseReleaseVersion } from '../../../src/main/electron/updates/release-version.ts'
import { createRedact } from '../../../src/main/host/redact.ts'
import { removeFromJson } from '../../../src/main/host/redact-json.ts'
import { createReportRedact } from '../../../src/main/host/report-redact.ts'
import { versionIn } from '../../../src/main/inference/engine-options.ts'
import { aCount, aDuration, aName, aPort, tokensUpTo } from '../../../src/main/option-values.ts'
import { parseDuration, ParseError, parseSize, parseSpeed } from '../../../src/shared/parse.ts'
import { printable } from '../../../src/shared/printable.ts'
import { shortcutIn, shortcutText } from '../../../src/shared/shortcut.ts'
import { answersTo } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { parser } from './parser.ts'

const durations = ['500ms', '2s', '5m', '1h', '1.5d', '7']
const option = (
  name: string,
  take: (text: string) => unknown,
  samples: readonly string[],
): TextSubject => ({ ...parser(name, take, samples), refusals: [ParseError, InvalidArgumentError] })

const secrets = [
  'Authorization: Bearer sk-abcdefghijklmnopqrstuvwxyz0123456789',
  'curl --api-key=abc https://ann:secret@example.org/?token=abc',
  '{"apiKey":"abc","nested":[{"password":"x"}],"prompt":"hello"}',
  '/Users/ann/models/a.gguf 192.168.1.5 aa:bb:cc:dd:ee:ff',
]

const redact = createRedact(['ann', 'host'])
const reportRedact = createReportRedact({ users: ['ann'], hosts: ['host'], secrets: [] })

export const wordSubjects: readonly TextSubject[] = [
  option('size', parseSize, ['22GB', '22GiB', '1.5 tb', '123']),
  option('duration', parseDuration, durations),
  option('speed', parseSpeed, ['10', '0.5']),
  option('moment', parseMoment, ['24h', '2026-11-20', '2026-11-20T18:00Z', '2026-11-20 18:00:07']),
  option('port', aPort, ['0', '4400', '65535']),
  option('name', aName, ['qwen3']),
  option('count', aCount(1, 64), ['1', '64']),
  option('tokens', tokensUpTo(2 ** 30), ['4096', '32k', '1M']),
  option('bounded-duration', aDuration(1_000, 60_000, 'from 1 s to 1 min'), durations),
  parser('release-version', parseReleaseVersion, ['v1.2.3', '1.2.3-beta.1']),
  parser('engine-version', versionIn, ['0.12.5', 'v1.2']),
  parser('shortcut', (text) => shortcutText(shortcutIn(text) ?? { modifiers: [], key: '' }), [
    'Alt+Command+H',
    'Control+F12',
  ]),
  {
    ...parser('printable', (text) => printable(text), ['a name', 'a\u001b[31mname']),
    wrong: (made) => (/\p{Cc}/u.test(String(made)) ? 'a control is left' : null),
  },
  parser('redact', redact, [...secrets, ...answersTo(/^command \/bin\/ps -ww/)]),
  parser('redact-json', removeFromJson, secrets),
  parser('report-redact', reportRedact, secrets),
]
