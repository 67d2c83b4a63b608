import {
  admitFromTerminals,
  admitToTerminals,
} from '../../../src/main/electron/terminal/terminal-messages.ts'
import { commandIn, shownByArguments } from '../../../src/main/electron/app-arguments.ts'
import { pathAt } from '../../../src/main/inference/answers/path-at.ts'
import { parsePrometheus } from '../../../src/main/inference/answers/prometheus.ts'
import { understand } from '../../../src/main/inference/answers/understand.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import { logFileIn } from '../../../src/main/inference/logs/log-places.ts'
import { splitCommand } from '../../../src/main/inference/programs/command-line.ts'
import { createKindOf, findServers } from '../../../src/main/inference/programs/discover.ts'
import { launchOf, launchOfProcess } from '../../../src/main/inference/programs/launch/launch-of.ts'
import { shellWords } from '../../../src/main/inference/programs/launch/shell-words.ts'
import { llamaOptions } from '../../../src/main/inference/programs/llama-arguments.ts'
import {
  llamaMemoryOptions,
  usesMmapIn,
} from '../../../src/main/inference/programs/llama-memory-options.ts'
import { modelIn, portIn } from '../../../src/main/inference/programs/model-arguments.ts'
import { get } from '../../../src/main/inference/watch/server-client.ts'
import type { ServerProcess } from '../../../src/main/inference/server-kind.ts'
import { pid } from '../../../src/shared/ids.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { answerOf } from '../../inference/answer-of.ts'
import { answersTo } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { hostThatSays } from '../text-host.ts'
import { parser } from './parser.ts'
import { commandLines, metricsPage, serverAnswers } from './server-samples.ts'

/** Its first line is what was asked, the rest is the answer. */
function understood(text: string): unknown {
  const [asked = '', ...rest] = text.split('\n')
  const answer = answerOf(asked, rest.join('\n'))
  return [null, ...serverKinds.map(({ kind }) => kind)].map((hint) => understand(answer, hint))
}

const processOf = (argv: readonly string[], id: number): ServerProcess => ({
  pid: pid(id),
  parentPid: pid(id - 1),
  startedAtMs: id,
  executable: id % 2 === 0 ? (argv[0] ?? null) : null,
  argv,
  user: null,
})

/** A command line a line. */
function found(text: string): unknown {
  const processes = text.split('\n').map((line, index) => processOf(splitCommand(line), index + 1))
  const servers = findServers(processes, createKindOf())
  return servers.map(({ spec, root, members }) => ({
    kind: spec.kind,
    title: spec.titleOf?.(root) ?? spec.title,
    facts: spec.factsOfArguments?.(root) ?? null,
    log: logFileIn(root.argv),
    written: spec.logs?.writtenBy?.(root) ?? [],
    count: members.length,
    asked: spec.polls.flatMap(({ paths }) =>
      paths({ process: root, facts: spec.factsOfArguments?.(root) ?? {}, parentKind: null }),
    ),
  }))
}

function optionsIn(text: string): unknown {
  const argv = splitCommand(text)
  return [
    llamaOptions(argv),
    llamaMemoryOptions(argv),
    usesMmapIn(argv),
    modelIn(argv),
    portIn(argv),
  ]
}

function launched(text: string): unknown {
  const words = shellWords(text) ?? []
  const command = {
    argv: words,
    executable: null,
    environment: { OLLAMA_NUM_PARALLEL: words[0] ?? '' },
  }
  return [launchOf(command), launchOfProcess(command)]
}

const overHttp = (text: string): unknown =>
  get(
    {
      asker: hostThatSays(text),
      address: { host: '127.0.0.1', port: 1 },
      apiKey: null,
      nowMs: 0,
    },
    '/v1/models',
  )

const fromApp = (text: string): unknown => {
  const argv = ['/Applications/Headroom.app', ...text.split('\n')]
  return [commandIn(argv), shownByArguments(argv)]
}

const terminals = (text: string): unknown => {
  const message = jsonIn(text)
  return [admitToTerminals(message), admitFromTerminals(message)]
}

export const serverSubjects: readonly TextSubject[] = [
  parser('server-answers', understood, serverAnswers),
  { ...parser('server-http', overHttp, answersTo(/^http /)), isRaw: true },
  parser('prometheus', parsePrometheus, [metricsPage]),
  parser('path-at', (text) => pathAt(jsonIn(text), 'model'), ['{"model":"/a/b.gguf"}']),
  parser('command-lines', found, [commandLines.join('\n'), ...commandLines]),
  parser('llama-options', optionsIn, commandLines),
  parser('shell-words', shellWords, commandLines),
  parser('launch', launched, commandLines),
  {
    ...parser('app-arguments', fromApp, [
      '--cli\n--\nstatus\n--json',
      '--replay=a.jsonl\n--speed=10',
    ]),
    isShort: true,
  },
  parser('terminal-messages', terminals, [
    '{"kind":"open","id":1,"command":{"argv":["/bin/ls"],"cwd":"/","env":{"A":"b"},"columns":80,"rows":24}}',
    '{"kind":"ended","id":1,"exitCode":0,"signal":null}',
  ]),
]
