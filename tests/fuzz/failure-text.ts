import type { Failure } from './fuzz.ts'

const mostChars = 2_000

/** All that it takes to see it again. */
export function failureText(subject: string, seed: number, { fault, input }: Failure): string {
  const shown =
    typeof input === 'string'
      ? JSON.stringify(input.slice(0, mostChars))
      : Buffer.from(input.subarray(0, mostChars)).toString('base64')
  return `${subject}: ${fault}\nHEADROOM_SEED=${seed}, ${input.length} long: ${shown}`
}
