/** The folder of a user, on a Mac and on Linux. */
export const homePath = /(\/(?:home|Users)\/)([^/\s\0:"'\\,;)\]}]+)/g
/** Folders beside those of users. */
export const noUser: ReadonlySet<string> = new Set(['Shared', 'linuxbrew'])

/** A text for others: the names of users in its paths become `user1`, `user2`, the same one always the same. */
export function withoutUsers(text: string): string {
  const users = new Map<string, string>()
  return text.replace(homePath, (whole, folder: string, name: string) => {
    if (noUser.has(name) || /^user\d+$/.test(name)) return whole
    const known = users.get(name) ?? `user${users.size + 1}`
    users.set(name, known)
    return folder + known
  })
}
