/** The section `log` of the details. */
export const log = {
  title: 'Log',
} as const
