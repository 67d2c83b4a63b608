import { createInterface } from 'node:readline'

/** Asks whoever sits at the terminal; whatever is not a yes is a no, Ctrl-C and Ctrl-D too. */
export function askYesNo(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  const line = createInterface({ input, output })
  return new Promise((resolve) => {
    line.on('close', () => resolve(false))
    line.on('SIGINT', () => {
      output.write('\n')
      line.close()
    })
    line.question(`${question} [y/N] `, (answer) => {
      resolve(/^\s*y(es)?\s*$/i.test(answer))
      line.close()
    })
  })
}
