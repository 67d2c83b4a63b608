import type { Children } from '../../frame/children.ts'

export interface NodeRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** From its start to its end. */
  readonly tookMs: number
}

/** A program of Node to its end. */
export async function runNode(children: Children, argv: readonly string[]): Promise<NodeRun> {
  const startedAtMs = performance.now()
  const child = children.start(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    child.ended,
  ])
  return { code, stdout, stderr, tookMs: performance.now() - startedAtMs }
}

async function textOf(stream: AsyncIterable<unknown> | null): Promise<string> {
  let text = ''
  if (stream !== null) for await (const piece of stream) text += String(piece)
  return text
}
