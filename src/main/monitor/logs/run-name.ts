/** The files of one run of `headroom run`, by the date, its program and the process that writes them. */
const runName =
  /^(?<stem>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[\w.-]{1,40}-(?<pid>\d+))\.(?:log|log\.1|minute\.jsonl)$/

/** null: it is called otherwise. */
export function runOf(name: string): { readonly stem: string; readonly pid: number } | null {
  const { stem, pid } = runName.exec(name)?.groups ?? {}
  return stem === undefined ? null : { stem, pid: Number(pid) }
}
