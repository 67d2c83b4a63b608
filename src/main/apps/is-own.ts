/** Whether a process is one's own, by its user; null where that is not told. */
export const isOwnUser = <User extends string | number>(
  user: User | null,
  ownUser: User | null,
): boolean | null => (user === null || ownUser === null ? null : user === ownUser)

/** The same of all together: one that is another's is enough, and one that nobody tells of leaves it open. */
export function areOwn(members: readonly { readonly isOwn: boolean | null }[]): boolean | null {
  if (members.some(({ isOwn }) => isOwn === false)) return false
  return members.some(({ isOwn }) => isOwn === null) ? null : true
}
