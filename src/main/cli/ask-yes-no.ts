import { askLine } from './ask-line.ts'

/** Asks whoever sits at the terminal; whatever is not a yes is a no, Ctrl-C and Ctrl-D too. */
export async function askYesNo(
  question: string,
  input?: NodeJS.ReadableStream,
  output?: NodeJS.WritableStream,
): Promise<boolean> {
  const answer = await askLine(`${question} [y/N] `, input, output)
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}
