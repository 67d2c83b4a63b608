import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { LogEvent, MessageForm } from '../message-form.ts'
import { countIn, known } from '../figures.ts'
import { formsOf, says } from './form.ts'
import { withMessageLike } from './ollama-line.ts'

const form = formsOf('ollama')

// …/ollama runner --ollama-engine --model /Users/user/.ollama/models/blobs/sha256-aeda… --port 53748              (0.11.5 to 0.29)
// …/llama-server --model /Users/user/.ollama/models/blobs/sha256-a3de… --port 65059 --host 127.0.0.1 … -c 40960 -np 1   (0.30 on)
// …/ollama_llama_server --model … --ctx-size 8192 --batch-size 512 … --parallel 4 --port 61974                    (to 0.11.4)
/** Go prints a command without quotes: a path ends where the next option begins. */
export const modelIn = (command: string): string | null =>
  / --model (.+?)(?= -{1,2}[a-z]|$)/.exec(command)?.[1] ?? null
const portIn = (command: string): number | null => countIn(/ --port (\d+)/.exec(command)?.[1])

const setsContext = / (?:-c|--ctx-size) (\d+)/

/** The context of all requests at once, and how many share it. */
function optionsIn(command: string): LogFacts {
  const tokens = countIn(setsContext.exec(command)?.[1])
  const slots = countIn(/ (?:-np|--parallel) (\d+)/.exec(command)?.[1])
  const path = modelIn(command)
  return {
    ...(path === null ? {} : { modelPath: path }),
    ...known({
      contextTokens: tokens,
      slotCount: slots,
      contextTokensPerSequence: tokens !== null && slots ? tokens / slots : null,
    }),
  }
}

const load = (modelPath: string | null, port: number | null): LogEvent => ({
  kind: 'load',
  modelPath,
  port,
})

const begins: readonly MessageForm[] = [
  // Without a model it looks for GPUs. With a context it is older: what the load needs stands above it.
  withMessageLike('ollama-starts-runner', 'msg="starting runner"', /starting runner/, (keys) => {
    const command = keys.get('cmd') ?? ''
    const path = modelIn(command)
    return path === null || setsContext.test(command) ? null : load(path, portIn(command))
  }),
  withMessageLike(
    'ollama-starts-llama-server',
    'msg="starting llama-server"',
    /starting llama-server/,
    (keys) => {
      const command = keys.get('cmd') ?? ''
      const path = modelIn(command)
      return path === null ? null : load(path, portIn(command))
    },
  ),
  // msg="starting mlx runner subprocess" model=gemma4:26b-mlx port=56223
  withMessageLike(
    'ollama-starts-mlx',
    'msg="starting mlx runner subprocess"',
    /starting mlx runner subprocess/,
    (keys) => load(keys.get('model') ?? null, countIn(keys.get('port'))),
  ),
  // To 0.11.4 a load began with this; the second line stands among the first 200 of its source in all of these versions.
  // source=sched.go:714 msg="new model will fit in available VRAM in single GPU, loading" model=…
  // source=server.go:105 msg="system memory" total="32.0 GiB" free="18.8 GiB" free_swap="0 B"
  form(
    'ollama-load-begins-2024',
    ['msg="new model will fit', 'msg="system memory"'],
    /^time=\S+ level=\S+ source=(?:sched\.go:\d+ msg="new model will fit [^"]*" model=(\S+)|server\.go:1\d\d msg="system memory")/,
    ([, path]) => load(path ?? null, null),
  ),
  withMessageLike(
    'ollama-start-options',
    ['msg="starting runner"', 'msg="starting llama server"', 'msg="starting llama-server"'],
    /starting (?:runner|llama server|llama-server)/,
    (keys) => says(optionsIn(keys.get('cmd') ?? '')),
  ),
]

const ends: readonly MessageForm[] = [
  // msg="llama runner started in 14.80 seconds", msg="mlx runner is ready" port=53737
  withMessageLike(
    'ollama-started',
    [' started in ', 'msg="mlx runner is ready"'],
    /(?:llama runner|llama-server|mlx runner) (?:started in \d+\.\d+ seconds|is ready)/,
    () => ({ kind: 'loaded' }),
  ),
  // msg="Load failed" model=/home/user/.ollama/models/blobs/sha256-667b… error="…"
  withMessageLike(
    'ollama-failed-path',
    ['msg="Load failed"', 'msg="NewLlamaServer failed"'],
    /Load failed|NewLlamaServer failed/,
    (keys) => {
      const path = keys.get('model')
      return path ? says({ modelPath: path }) : null
    },
  ),
  withMessageLike(
    'ollama-load-failed',
    ['msg="Load failed"', 'msg="NewLlamaServer failed"', 'msg="error loading llama server"'],
    /Load failed|NewLlamaServer failed|error loading llama server/,
    () => ({ kind: 'load-failed' }),
  ),
]

const program = (version: string | null): LogEvent => ({
  kind: 'program',
  program: 'ollama',
  version,
})

const whose: readonly MessageForm[] = [
  // msg="Listening on 127.0.0.1:11434 (version 0.11.7)"
  withMessageLike(
    'ollama-version',
    'Listening on ',
    /Listening on \S+ \(version ([^)\s]{1,40})\)/,
    (_, [version]) => program(version ?? null),
  ),
  form(
    'ollama-version-2023',
    'Listening on ',
    /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d routes\.go:\d+: (?:INFO )?Listening on \S+ \(version ([^)\s]{1,40})\)/,
    ([, version]) => program(version ?? null),
  ),
  // cmd="/opt/homebrew/Cellar/ollama/0.15.4/bin/ollama runner --model …
  form(
    'ollama-version-homebrew',
    '/Cellar/ollama/',
    /^time=\S+ level=\S+ source=\S+ msg="starting [^"]{1,40}" cmd="[^" ]*\/Cellar\/ollama\/(\d[\w.-]{0,40})\//,
    ([, version]) => program(version ?? null),
  ),
  // Lines that one of a load or of a restart always has; whoever pastes a part of a log has one of them, too.
  form(
    'ollama-itself',
    [
      'msg="system memory"',
      'msg="gpu memory"',
      'msg="loaded runners"',
      'msg="Load failed"',
      'source=routes.go:',
      'source=llama_server.go:',
      'msg="llama runner ',
      'msg="starting runner"',
      'msg="starting llama server"',
      'msg="starting go runner"',
      'msg="starting ollama engine"',
      'msg="truncating input prompt"',
    ],
    /^time=\S+ level=[A-Z]\S* source=\w+\.go:\d+ msg=/,
    () => program(null),
  ),
]

/** When a load of Ollama's begins and ends, of what, and in which version: that of the start is of the load that it begins. */
export const ollamaStarts: readonly MessageForm[] = [...begins, ...whose, ...ends]
