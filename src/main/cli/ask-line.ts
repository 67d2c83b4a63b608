import { createInterface } from 'node:readline'

/** What whoever sits at the terminal answers; null for nothing: Ctrl-C, Ctrl-D. */
export function askLine(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<string | null> {
  const line = createInterface({ input, output })
  return new Promise((resolve) => {
    line.on('close', () => resolve(null))
    line.on('SIGINT', () => {
      output.write('\n')
      line.close()
    })
    line.question(question, (answer) => {
      resolve(answer)
      line.close()
    })
  })
}
