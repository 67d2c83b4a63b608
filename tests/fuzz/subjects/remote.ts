import { InvalidArgumentError } from 'commander'
import { agentFileIn } from '../../../src/main/cli/agent/agent-plist.ts'
import { barLine } from '../../../src/main/cli/formats/swiftbar-line.ts'
import { parseVisits } from '../../../src/main/history/visit-line.ts'
import { aNameOfMachine } from '../../../src/main/option-values.ts'
import { labelOf } from '../../../src/main/web/metrics/family.ts'
import { peerOf } from '../../../src/main/web/peer.ts'
import { leafIn } from '../../../src/main/web/tls/certificate.ts'
import { bearerIn } from '../../../src/main/web/token.ts'
import type { TextSubject } from '../subject.ts'
import { parser } from './parser.ts'

const visits = [
  '{"schema":"headroom/visits/1","line":"came","sinceMs":5,"atMs":9,"address":"192.0.2.7","scopes":["read"],"rightCount":12,"wrongCount":0,"lockOutCount":0}',
  '{"schema":"headroom/visits/1","line":"asked","atMs":9,"address":"fd00::2","request":"unload","isDone":true}',
  '{"schema":"headroom/visits/1","line":"ended","atMs":9}',
].join('\n')

const certificate = `-----BEGIN CERTIFICATE-----
MIIBIjCByaADAgECAgEBMAoGCCqGSM49BAMCMA0xCzAJBgNVBAMMAmF0MB4XDTI2
-----END CERTIFICATE-----`

/** Of what is served beyond this machine, and of what others scrape and show. */
export const remoteSubjects: readonly TextSubject[] = [
  parser('visits', parseVisits, [visits]),
  {
    ...parser('bearer', (text) => bearerIn(text), ['Bearer abcdefghijklmnop', 'Basic YTpi']),
    wrong: (made) => (/[^\w.~+/=-]/.test(String(made ?? '')) ? 'it is no token' : null),
  },
  parser('peer', peerOf, ['192.0.2.7', '::ffff:192.0.2.7', 'fe80::1%en0', '2001:db8::1']),
  // of OpenSSL's words none comes through
  { ...parser('certificate', (text) => refusedOf(() => leafIn(text)), [certificate]) },
  {
    ...parser('machine-name', aNameOfMachine, ['mac.local', '192.0.2.7', 'fd00::2']),
    refusals: [InvalidArgumentError],
    isShort: true,
  },
  {
    ...parser('metric-label', labelOf, ['qwen3:30b', '/Users/ann/x', 'a\u001b[31m']),
    wrong: (made) => (/\p{Cc}/u.test(String(made)) ? 'a control is left' : null),
  },
  {
    ...parser('bar-line', (label) => barLine({ label }, { kind: 'swiftbar' }), ['a | b', '--a']),
    wrong: (made) =>
      /^[^|\n]+ \| emojize=false [^|\n]+$/.test(String(made)) && !String(made).startsWith('-')
        ? null
        : 'it is more than one label',
  },
  parser('agent-file', agentFileIn, [
    '<plist version="1.0"><dict><key>Label</key><string>dev.headroom.agent</string><key>ProgramArguments</key><array><string>/n</string><string>serve</string><string>--port</string><string>1</string><string>--token-file</string><string>/t</string><string>--host</string><string>::</string></array></dict></plist>',
  ]),
]

function refusedOf(read: () => unknown): string {
  try {
    read()
    return 'read'
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
}
