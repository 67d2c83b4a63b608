import { askLine } from './ask-line.ts'

/** Which of so many whoever sits at the terminal means, counted from 0; null: whatever is none of their numbers. */
export async function askWhich(
  count: number,
  input?: NodeJS.ReadableStream,
  output?: NodeJS.WritableStream,
): Promise<number | null> {
  const answer = (await askLine(`Which one? [1-${count}] `, input, output))?.trim() ?? ''
  const number = /^\d{1,4}$/.test(answer) ? Number(answer) : 0
  return number >= 1 && number <= count ? number - 1 : null
}
